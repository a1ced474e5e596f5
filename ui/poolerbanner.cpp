// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/poolerbanner.h"

#include "model/session/session.h"
#include "ui/style/colours.h"
#include "ui/style/icons.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace poolwart {

using namespace Qt::StringLiterals;

PoolerBanner::PoolerBanner(Session *session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_meaning(new QLabel(this))
{
    setObjectName(u"poolerBanner"_s);
    buildLayout();
    hide();
    connect(session, &Session::refreshed, this, &PoolerBanner::refresh);
}

void PoolerBanner::buildLayout()
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(u"poolerText"_s);
    QFont bold = m_text->font();
    bold.setBold(true);
    m_text->setFont(bold);
    m_meaning->setObjectName(u"poolerMeaning"_s);
    m_meaning->setWordWrap(true);
    for (QLabel *label : {m_text, m_meaning}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(10, 3, 10, 3);
    grid->setColumnStretch(2, 1);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_text, 0, 1, Qt::AlignTop);
    grid->addWidget(m_meaning, 0, 2);
}

void PoolerBanner::refresh()
{
    const std::optional<Pooler> &pooler = m_session->server().pooler;
    if (pooler == m_shown)
        return;
    m_shown = pooler;
    setVisible(pooler.has_value());
    if (!pooler)
        return;
    m_text->setText(tr("Behind %1").arg(QString::fromStdString(poolerText(*pooler))));
    m_meaning->setText(QString::fromStdString(poolerMeaning(*pooler)));
    setAccessibleName(m_text->text());
    applyColours();
}

void PoolerBanner::applyColours()
{
    const QPalette palette = QApplication::palette();
    QPalette own; // the rest is inherited, so that it follows the theme
    own.setColor(QPalette::Window, blend(palette.color(QPalette::Highlight), palette.color(QPalette::Base), 0.16));
    setPalette(own);
    m_seen = palette.color(QPalette::WindowText);
    m_icon->setPixmap(icon(Glyph::Information).pixmap(18));
}

void PoolerBanner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    const bool isOther = palette().color(QPalette::WindowText) != m_seen; // and not by the banner itself
    if (event->type() == QEvent::PaletteChange && m_shown && isOther)
        applyColours();
}

} // namespace poolwart
