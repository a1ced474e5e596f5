// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"
#include "model/core/event.h"

#include <QColor>
#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace poolwart {

// What the bar says, and the one thing that can be done about it.
struct Message
{
    Severity severity = Severity::Info;
    QString text;
    QString details; // the server's own words, behind "Details"
    QString actionText;
    std::function<void()> action;
};

Message messageOf(const Error &error);

// An inline message instead of a box: stays until it is closed, acted on or replaced by the next one.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void show(const Message &message);
    void show(const Error &error) { show(messageOf(error)); }
    void dismiss();
    QString text() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void connectSignals();
    void applyColours();

    Message m_message;
    QColor m_seen; // of the theme's text, when the colours were chosen
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QToolButton *m_detailsButton;
    QPushButton *m_actionButton;
    QToolButton *m_closeButton;
};

} // namespace poolwart
