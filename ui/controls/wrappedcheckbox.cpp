// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/wrappedcheckbox.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>

namespace poolwart {

WrappedCheckBox::WrappedCheckBox(const QString &text, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_box(new QCheckBox(this))
{
    m_box->setObjectName(name);
    m_box->setAccessibleName(text);
    auto *label = new QLabel(text, this);
    label->setWordWrap(true);
    label->setBuddy(m_box);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    setFocusProxy(m_box);
}

void WrappedCheckBox::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // so that the release comes here
}

void WrappedCheckBox::mouseReleaseEvent(QMouseEvent *event)
{
    if (rect().contains(event->position().toPoint()))
        m_box->click();
}

} // namespace poolwart
