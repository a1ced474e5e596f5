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

// A message of the bar with one action; two if it asks.
struct Message
{
    Severity severity = Severity::Info;
    QString text;
    QString details; // the server's own words, behind "Details"
    QString actionText;
    std::function<void()> action;
    QString otherText;
    std::function<void()> other;
    bool isRefusal = false; // refusal of the last request: nothing was changed
    bool isLasting = false; // it stays when the plan or the server changes
};

Message messageOf(const Error &error);

// An inline message instead of a message box: stays until it is closed, acted on or replaced.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    explicit MessageBar(QWidget *parent = nullptr);

    void show(const Message &message);
    void show(const Error &error) { show(messageOf(error)); }
    void focusAction();
    void dismiss();
    void dismissPassing();                               // except a lasting message
    const Message &message() const { return m_message; } // without a text: no message
    QString text() const;

Q_SIGNALS:
    void changed(); // another message, or none

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void connectSignals();
    void act(const std::function<void()> &action);
    void applyColours();

    Message m_message;
    QColor m_seen; // the theme's text colour when the colours were chosen
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_details;
    QToolButton *m_detailsButton;
    QPushButton *m_actionButton;
    QPushButton *m_otherButton;
    QToolButton *m_closeButton;
};

} // namespace poolwart
