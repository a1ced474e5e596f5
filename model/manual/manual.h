// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace poolwart {

struct ManualHit
{
    QString topic;
    QString title;
    QString excerpt; // the text around the first place

    bool operator==(const ManualHit &) const = default;
};

// The manual in one language: a page of Markdown for each topic, from resources/manual. A line "<!-- options: run -->" in a page is
// replaced by the list of that command's options, which only its parser knows.
class Manual
{
public:
    // Markdown for a command ("poolwart" is the window's own); none for one that does not exist.
    using OptionLists = std::function<std::optional<QString>(const QString &command)>;

    Manual(const QString &language, const OptionLists &optionLists);

    static QStringList topics();   // in the order of the table of contents
    static QString language();     // of the program
    static QString windowTopic();  // what the window is about
    static QString readersTopic(); // the long table, which poolwart(1) leaves out

    QString markdown(const QString &topic) const; // empty for an unknown topic
    QString title(const QString &topic) const;

    // The topic of that name or, for a command, the one that lists its options.
    std::optional<QString> find(const QString &name) const;
    QStringList nearest(const QString &name) const; // topics that may be meant, best first, three at most
    // Pages that have all words of the text, those with it in their title first.
    std::vector<ManualHit> search(const QString &text) const;

private:
    struct Page
    {
        QString topic;
        QString title;
        QString markdown;
        QString text; // what is searched
        QStringList commands;
    };

    const Page *page(const QString &topic) const;

    std::vector<Page> m_pages;
};

} // namespace poolwart
