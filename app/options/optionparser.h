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

// QCommandLineParser with values of our types. Readers leave their target as it is where the option is absent, and the
// first fault is kept until finish().
class OptionParser
{
public:
    // `usage` is the line behind "Usage: ".
    OptionParser(const QString &usage, const QString &description);

    void add(const char *name, const QString &description, const QString &value = {});
    void addParagraph(const QString &heading, const QStringList &lines);

    void parse(const QStringList &arguments); // the program or command first
    bool wantsHelp() const { return isSet("help"); }
    QString help() const;

    bool isSet(const char *name) const { return m_parser.isSet(QLatin1StringView(name)); }
    QString text(const char *name) const { return m_parser.value(QLatin1StringView(name)); }
    QStringList texts(const char *name) const { return m_parser.values(QLatin1StringView(name)); }
    QStringList positional() const { return m_parser.positionalArguments(); }

    void read(const char *name, int &target, int least, int most);
    void read(const char *name, std::uint64_t &target); // up to 2⁶³ − 1, as far as files keep it
    void read(const char *name, double &target);
    void read(const char *name, std::chrono::milliseconds &target, std::chrono::milliseconds least, std::chrono::milliseconds most);

    // By a parser of the model: its error is told with the option's name.
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
    std::optional<QString> file(); // the one positional argument, if any; more are a fault

    void fail(const QString &message, const QString &hint = {});
    void failAt(const char *name, const Error &error);
    const std::optional<Error> &fault() const { return m_fault; }

private:
    struct Paragraph
    {
        QString heading;
        QStringList lines;
    };

    QCommandLineParser m_parser;
    QString m_usage;
    QString m_description;
    std::vector<Paragraph> m_paragraphs;
    std::optional<Error> m_fault;
};

} // namespace poolwart
