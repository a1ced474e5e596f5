// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace poolwart {

// QCommandLineParser with values of our types. A reader leaves its target unchanged if the option is absent; the first error is
// kept until finish().
class OptionParser
{
public:
    // `usage` is the text after "Usage: ".
    OptionParser(const QString &usage, const QString &description);

    void add(const char *name, const QString &description, const QString &value = {});
    // The options as a table in Markdown, for the manual.
    QString optionTable() const;
    void addParagraph(const QString &heading, const QStringList &lines);

    void parse(const QStringList &arguments); // the program or command first
    bool wantsHelp() const { return isSet("help"); }
    QString help() const;

    bool isSet(const char *name) const { return m_parser.isSet(QLatin1StringView(name)); }
    QString text(const char *name) const { return m_parser.value(QLatin1StringView(name)); }
    QStringList texts(const char *name) const { return m_parser.values(QLatin1StringView(name)); }
    QStringList positional() const { return m_parser.positionalArguments(); }

    void read(const char *name, int &target, int least, int most);
    void read(const char *name, std::uint64_t &target); // up to 2⁶³ − 1, the largest number in files
    void read(const char *name, double &target);
    void read(const char *name, std::chrono::milliseconds &target, std::chrono::milliseconds least, std::chrono::milliseconds most);

    // Reads with a parser of the model; the option's name is added to its error.
    template <class T, class Reader>
    void read(const char *name, T &target, Reader reader)
    {
        if (!isSet(name))
            return;
        if (const auto parsed = reader(text(name).toStdString()))
            target = *parsed;
        else
            failAt(name, parsed.error());
    }

    // At most one of them may be given.
    void exclude(const std::vector<const char *> &names);
    std::optional<QString> file(); // the positional argument, if any; more than one is an error

    void fail(const QString &message, const QString &hint = {});
    void failAt(const char *name, const Error &error);
    const std::optional<Error> &fault() const { return m_fault; }

private:
    struct Option
    {
        QString name; // with its dashes
        QString description;
        QString value;
    };
    struct Paragraph
    {
        QString heading;
        QStringList lines;
    };

    QCommandLineParser m_parser;
    QString m_usage;
    QString m_description;
    std::vector<Option> m_options;
    std::vector<Paragraph> m_paragraphs;
    std::optional<Error> m_fault;
};

} // namespace poolwart
