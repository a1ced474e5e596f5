// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/runjournal.h"

#include "model/core/text.h"
#include "model/files/stagedfile.h"
#include "model/files/wholelines.h"
#include "model/run/runbuilder.h"
#include "model/store/planfile.h"
#include "model/store/runclassjson.h"
#include "model/store/runseriesjson.h"

#include <QFile>
#include <QJsonDocument>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace poolwart {

namespace {

constexpr int journalVersion = 1;
constexpr qint64 longestLine = 16 * 1024 * 1024;
constexpr QByteArrayView beginning = "{\"format\":\"poolwart-run-journal\"";

Error unwritable(const std::string &path, int fault)
{
    return {.kind = ErrorKind::Io,
            .message = text(QT_TRANSLATE_NOOP("core", "The run cannot be recorded in “%1”: %2."), path, std::string(std::strerror(fault))),
            .hint = text(QT_TRANSLATE_NOOP("core", "The run continues, and the part recorded so far is kept."))};
}

QByteArray lineOf(JsonWriter &json)
{
    return json.line() + '\n';
}

QByteArray headLine(const RunRecord &head)
{
    JsonWriter json;
    json.field("format", std::string("poolwart-run-journal"));
    json.field("version", journalVersion);
    writeRunHead(json, head);
    return lineOf(json);
}

QByteArray secondLine(RunSecond second, RunBreakdown breakdown, std::vector<RunMark> marks, std::map<std::string, std::string> settings)
{
    JsonWriter json;
    json.nested("second", [&second](JsonWriter &inner) { describeSecond(inner, second); });
    if (breakdown != RunBreakdown{.workload = breakdown.workload})
        json.nested("breakdown", [&breakdown](JsonWriter &inner) { describeBreakdown(inner, breakdown); });
    json.list("marks", marks, 0, [](JsonWriter &inner, RunMark &mark) { describeMark(inner, mark); });
    if (!settings.empty())
        json.nested("settings", [&settings](JsonWriter &inner) { describeTexts(inner, settings); });
    return lineOf(json);
}

void checkJournal(JsonFields &fields)
{
    int version = 0;
    fields.field("version", version);
    if (version < 1 || version > journalVersion)
        fields.fail("version", text(QT_TRANSLATE_NOOP("core", "the file has version %1, but this program reads version %2."), version,
                                    journalVersion));
}

// Reads line by line, for a day of seconds is more than should stand in memory.
class JournalReader
{
public:
    explicit JournalReader(const std::string &path)
        : m_path(path)
        , m_file(QString::fromStdString(path))
    {}

    Outcome<RunRecord> read()
    {
        if (!m_file.open(QIODevice::ReadOnly))
            return Error{.kind = ErrorKind::Io,
                         .message =
                             text(QT_TRANSLATE_NOOP("core", "“%1” cannot be read: %2."), m_path, m_file.errorString().toStdString())};
        if (!readLine() || !readHead())
            return m_fault.value_or(refused(text(QT_TRANSLATE_NOOP("core", "the recording ends within its first line."))));
        while (readLine() && readSecond())
            ;
        if (m_fault)
            return *m_fault;
        m_builder.head().isInterrupted = true;
        return m_builder.record();
    }

private:
    // False at the end; a torn last line is part of it.
    bool readLine()
    {
        m_text = m_file.readLine(longestLine);
        ++m_line;
        if (m_text.endsWith('\n'))
            return true;
        if (m_text.size() >= longestLine - 1)
            m_fault = refused(text(QT_TRANSLATE_NOOP("core", "the line is too long.")));
        return false;
    }

    std::optional<QJsonObject> parse()
    {
        QJsonParseError fault;
        const QJsonDocument document = QJsonDocument::fromJson(m_text, &fault);
        if (fault.error == QJsonParseError::NoError && document.isObject())
            return document.object();
        m_fault = refused(text(QT_TRANSLATE_NOOP("core", "this is not a JSON object.")));
        return std::nullopt;
    }

    bool readHead()
    {
        const auto object = parse();
        if (!object)
            return false;
        std::optional<Error> fault;
        JsonFields fields(*object, {}, fault);
        checkJournal(fields);
        readRunHead(fields, m_builder.head());
        auto plan = planFromJson(*object);
        if (!fault && !plan)
            fault = plan.error();
        if (fault)
            m_fault = refused(fault->message);
        else
            m_builder.head().plan = *std::move(plan);
        return !m_fault;
    }

    bool readSecond()
    {
        const auto object = parse();
        if (!object)
            return false;
        std::optional<Error> fault;
        JsonFields fields(*object, {}, fault);
        std::vector<std::string> lapses;
        fields.tolerate(lapses);
        RunSecond second;
        RunBreakdown breakdown;
        std::vector<RunMark> marks;
        fields.nested("second", [&second](JsonFields &inner) { describeSecond(inner, second); });
        fields.nested("breakdown", [&breakdown](JsonFields &inner) { describeBreakdown(inner, breakdown); });
        fields.list("marks", marks, 10'000, [](JsonFields &inner, RunMark &mark) { describeMark(inner, mark); });
        fields.nested("settings", [this](JsonFields &inner) { describeTexts(inner, m_builder.head().settings); });
        if (fault) {
            m_fault = refused(fault->message);
            return false;
        }
        for (const std::string &lapse : lapses)
            m_builder.head().lapses.push_back(text(QT_TRANSLATE_NOOP("core", "line %1: %2"), m_line, lapse));
        if (object->contains(QLatin1StringView("second"))) // not what a later version may write in between
            m_builder.add(second);
        if (object->contains(QLatin1StringView("breakdown")))
            m_builder.add(breakdown);
        for (RunMark &mark : marks)
            m_builder.add(std::move(mark));
        return true;
    }

    Error refused(const std::string &why) const
    {
        return {.kind = ErrorKind::BadInput,
                .message = text(QT_TRANSLATE_NOOP("core", "“%1” is refused: line %2: %3"), m_path, m_line, why)};
    }

    std::string m_path;
    QFile m_file;
    QByteArray m_text;
    long long m_line = 0;
    std::optional<Error> m_fault;
    RunBuilder m_builder;
};

} // namespace

RunJournal::RunJournal(std::string path, Descriptor file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{}

Outcome<std::unique_ptr<RunJournal>> RunJournal::create(const std::string &path, const RunRecord &head)
{
    if (isRunJournal(path))
        std::rename(path.c_str(), (path + ".old").c_str());
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return unwritable(path, errno);
    if (const int fault = syncFolderOf(path); fault != 0)
        return unwritable(path, fault);
    std::unique_ptr<RunJournal> journal(new RunJournal(path, std::move(file)));
    if (const Done written = journal->write(headLine(head)); !written) {
        journal->remove();
        return written.error();
    }
    return journal;
}

Done RunJournal::append(const RunSecond &second, const RunBreakdown &breakdown, const std::vector<RunMark> &marks,
                        const std::map<std::string, std::string> &settings)
{
    return write(secondLine(second, breakdown, marks, settings));
}

Done RunJournal::write(const QByteArray &line)
{
    const int fault = writeLines(m_file.get(), {line.constData(), static_cast<std::size_t>(line.size())});
    return fault == 0 ? done() : Done(unwritable(m_path, fault));
}

void RunJournal::remove()
{
    ::unlink(m_path.c_str());
}

std::string journalPath(const std::string &runFile)
{
    return runFile + ".part";
}

bool isRunJournal(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) && file.read(beginning.size()) == beginning;
}

Done storeRun(const RunRecord &run, const std::string &path)
{
    const std::string journal = journalPath(path);
    Done written = writeRunFile(run, path);
    if (written) {
        ::unlink(journal.c_str());
        return written;
    }
    if (!isRunJournal(journal))
        return written;
    Error error = written.error();
    error.hint += (error.hint.empty() ? "" : " ")
                + text(QT_TRANSLATE_NOOP("core", "The recorded part of the run is kept in “%1”; “poolwart runs show” reads it."), journal);
    return error;
}

Outcome<RunRecord> readRunJournal(const std::string &path)
{
    return JournalReader(path).read();
}

} // namespace poolwart
