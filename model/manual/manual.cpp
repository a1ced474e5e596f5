// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/manual/manual.h"

#include "model/manual/markdown.h"
#include "model/manual/plainpage.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace poolwart {

namespace {

struct ManualText
{
    Q_DECLARE_TR_FUNCTIONS(ManualText)
};

constexpr qsizetype searchedColumns = 1'000'000; // no line is wrapped
constexpr qsizetype excerptBefore = 30;
constexpr qsizetype excerptSize = 90;

QString readPage(const QString &language, const QString &topic)
{
    QFile file(u":/manual/%1/%2.md"_s.arg(language, topic));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// Replaces the markers, and names the commands that they were of.
QString withOptions(QString markdown, const Manual::OptionLists &optionLists, QStringList &commands)
{
    static const QRegularExpression marker(u"<!-- options: ([a-z-]+) -->"_s);
    QRegularExpressionMatch match;
    qsizetype from = 0;
    while ((from = markdown.indexOf(marker, from, &match)) >= 0) {
        const QString command = match.captured(1);
        commands.append(command);
        const QString list = optionLists ? optionLists(command).value_or(QString()) : QString();
        markdown.replace(from, match.capturedLength(), list);
        from += list.size();
    }
    return markdown;
}

QString titleOf(const QString &markdown)
{
    const auto blocks = readMarkdown(markdown.section(u'\n', 0, 0));
    const auto *heading = blocks.empty() ? nullptr : std::get_if<MarkdownHeading>(&blocks.front());
    return heading ? plainText(heading->text) : QString();
}

// Levenshtein's: letters to insert, to take out or to exchange.
qsizetype distance(const QString &one, const QString &other)
{
    std::vector<qsizetype> row(static_cast<std::size_t>(other.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QChar letter : one) {
        qsizetype before = row[0]++;
        for (qsizetype j = 0; j < other.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const qsizetype exchanged = before + (letter == other[j] ? 0 : 1);
            before = row[at + 1];
            row[at + 1] = std::min({exchanged, row[at] + 1, row[at + 1] + 1});
        }
    }
    return row.back();
}

QString excerptOf(const QString &text, const QString &word)
{
    const qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive);
    qsizetype from = std::max<qsizetype>(0, at - excerptBefore);
    if (from > 0)
        from = text.lastIndexOf(u' ', from) + 1;
    const QString excerpt = text.mid(from, excerptSize).simplified();
    return (from > 0 ? u"… "_s : QString()) + excerpt + (from + excerptSize < text.size() ? u" …"_s : QString());
}

} // namespace

Manual::Manual(const QString &language, const OptionLists &optionLists)
{
    for (const QString &topic : topics()) {
        Page page{.topic = topic, .title = {}, .markdown = {}, .text = {}, .commands = {}};
        page.markdown = withOptions(readPage(language, topic), optionLists, page.commands);
        page.title = titleOf(page.markdown);
        page.text = plainPage(page.markdown.section(u'\n', 1), searchedColumns).simplified();
        m_pages.push_back(page);
    }
}

QStringList Manual::topics()
{
    return {u"start"_s,   u"window"_s,    u"commands"_s, u"server"_s,    u"poolers"_s, u"plan"_s,    u"policies"_s, u"budget"_s,
            u"traffic"_s, u"workloads"_s, u"run"_s,      u"simulate"_s,  u"lab"_s,     u"runs"_s,    u"run-file"_s, u"figures"_s,
            u"health"_s,  u"shutdown"_s,  u"metrics"_s,  u"query-log"_s, u"export"_s,  u"readers"_s, u"import"_s,   u"environment"_s};
}

QString Manual::language()
{
    return ManualText::tr("en", "The folder of the manual's pages in this language");
}

QString Manual::windowTopic()
{
    return u"window"_s;
}

QString Manual::readersTopic()
{
    return u"readers"_s;
}

const Manual::Page *Manual::page(const QString &topic) const
{
    const auto found = std::ranges::find(m_pages, topic, &Page::topic);
    return found == m_pages.end() ? nullptr : &*found;
}

QString Manual::markdown(const QString &topic) const
{
    const Page *found = page(topic);
    return found ? found->markdown : QString();
}

QString Manual::title(const QString &topic) const
{
    const Page *found = page(topic);
    return found ? found->title : QString();
}

std::optional<QString> Manual::find(const QString &name) const
{
    if (page(name))
        return name;
    const auto found = std::ranges::find_if(m_pages, [&name](const Page &page) { return page.commands.contains(name); });
    return found == m_pages.end() ? std::nullopt : std::optional(found->topic);
}

QStringList Manual::nearest(const QString &name) const
{
    const QString word = name.toLower();
    std::vector<std::pair<qsizetype, QString>> ranked;
    for (const Page &page : m_pages) {
        const bool contains = word.size() > 2 && (page.topic.contains(word) || page.title.contains(word, Qt::CaseInsensitive));
        const qsizetype away = contains ? 0 : distance(word, page.topic);
        if (away <= std::max<qsizetype>(2, (word.size() + 1) / 3))
            ranked.emplace_back(away, page.topic);
    }
    std::ranges::stable_sort(ranked, {}, [](const auto &entry) { return entry.first; });
    QStringList names;
    for (const auto &entry : ranked)
        names.append(entry.second);
    return names.first(std::min<qsizetype>(names.size(), 3));
}

std::vector<ManualHit> Manual::search(const QString &text) const
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    std::vector<ManualHit> inTitle;
    std::vector<ManualHit> inText;
    for (const Page &page : m_pages) {
        const auto has = [&page](const QString &word) {
            return page.title.contains(word, Qt::CaseInsensitive) || page.text.contains(word, Qt::CaseInsensitive);
        };
        if (words.isEmpty() || !std::ranges::all_of(words, has))
            continue;
        const bool titled = page.title.contains(words.front(), Qt::CaseInsensitive);
        (titled ? inTitle : inText).push_back({.topic = page.topic, .title = page.title, .excerpt = excerptOf(page.text, words.front())});
    }
    inTitle.insert(inTitle.end(), inText.begin(), inText.end());
    return inTitle;
}

} // namespace poolwart
