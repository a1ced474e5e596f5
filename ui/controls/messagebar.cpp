// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/messagebar.h"

#include "ui/style/colours.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

Glyph glyphOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return Glyph::Information;
    case Severity::Warning:
        return Glyph::Warning;
    case Severity::Error:
        return Glyph::Error;
    }
    Q_UNREACHABLE();
}

} // namespace

Message messageOf(const Error &error)
{
    QString text = QString::fromStdString(error.message);
    if (!error.hint.empty())
        text += u' ' + QString::fromStdString(error.hint);
    QString details = QString::fromStdString(error.details).trimmed();
    if (!error.sqlState.empty())
        details = u"SQLSTATE %1\n"_s.arg(QString::fromStdString(error.sqlState)) + details;
    const bool isRefusal = error.kind == ErrorKind::BadInput || error.kind == ErrorKind::BudgetExceeded;
    return {
        .severity = isRefusal ? Severity::Warning : Severity::Error, .text = text, .details = details.trimmed(), .isRefusal = isRefusal};
}

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_details(new QLabel(this))
    , m_detailsButton(new QToolButton(this))
    , m_actionButton(new QPushButton(this))
    , m_otherButton(new QPushButton(this))
    , m_closeButton(new QToolButton(this))
{
    buildLayout();
    connectSignals();
    hide();
}

void MessageBar::buildLayout()
{
    setObjectName(u"messageBar"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(u"messageText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setObjectName(u"messageDetails"_s);
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detailsButton->setObjectName(u"messageDetailsButton"_s);
    m_detailsButton->setText(tr("Details"));
    m_detailsButton->setToolTip(tr("Message of the server"));
    m_detailsButton->setCheckable(true);
    m_actionButton->setObjectName(u"messageActionButton"_s);
    m_otherButton->setObjectName(u"messageOtherButton"_s);
    m_closeButton->setObjectName(u"messageCloseButton"_s);
    m_closeButton->setIcon(icon(Glyph::Close));
    m_closeButton->setAutoRaise(true);
    m_closeButton->setToolTip(tr("Close this message"));
    m_closeButton->setAccessibleName(tr("Close this message"));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(10, 4, 6, 4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_text, 0, 1);
    grid->addWidget(m_actionButton, 0, 2);
    grid->addWidget(m_otherButton, 0, 3);
    grid->addWidget(m_detailsButton, 0, 4);
    grid->addWidget(m_closeButton, 0, 5);
    grid->addWidget(m_details, 1, 1, 1, 3);
}

void MessageBar::connectSignals()
{
    connect(m_closeButton, &QToolButton::clicked, this, &MessageBar::dismiss);
    connect(m_detailsButton, &QToolButton::toggled, m_details, &QLabel::setVisible);
    connect(m_actionButton, &QPushButton::clicked, this, [this] { act(m_message.action); });
    connect(m_otherButton, &QPushButton::clicked, this, [this] { act(m_message.other); });
}

void MessageBar::act(const std::function<void()> &action)
{
    const std::function<void()> kept = action; // it may show the next message
    dismiss();
    if (kept)
        kept();
}

void MessageBar::show(const Message &message)
{
    m_message = message;
    m_text->setText(message.text);
    m_details->setText(message.details);
    m_details->hide();
    m_detailsButton->setChecked(false);
    m_detailsButton->setVisible(!message.details.isEmpty());
    m_actionButton->setText(message.actionText);
    m_actionButton->setVisible(!message.actionText.isEmpty());
    m_otherButton->setText(message.otherText);
    m_otherButton->setVisible(!message.otherText.isEmpty());
    setAccessibleName(message.text);
    applyColours();
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT changed();
}

void MessageBar::focusAction()
{
    m_actionButton->setFocus(Qt::OtherFocusReason);
}

void MessageBar::dismiss()
{
    m_message = {};
    m_text->clear();
    hide();
    Q_EMIT changed();
}

void MessageBar::dismissPassing()
{
    if (!m_message.isLasting)
        dismiss();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::applyColours()
{
    const QPalette palette = QApplication::palette();
    const QColor tone = m_message.severity == Severity::Error   ? lossColour(palette)
                      : m_message.severity == Severity::Warning ? warningColour(palette)
                                                                : palette.color(QPalette::Highlight);
    QPalette own; // the rest is inherited, so that it follows the theme
    own.setColor(QPalette::Window, blend(tone, palette.color(QPalette::Base), 0.16));
    setPalette(own);
    m_seen = palette.color(QPalette::WindowText);
    m_icon->setPixmap(icon(glyphOf(m_message.severity)).pixmap(18));
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    const bool isOther = palette().color(QPalette::WindowText) != m_seen; // and not by the bar itself
    if (event->type() == QEvent::PaletteChange && isVisible() && isOther)
        applyColours();
}

} // namespace poolwart
