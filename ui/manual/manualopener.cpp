// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manual/manualopener.h"

#include "ui/manual/manualfocus.h"
#include "ui/manual/manualwindow.h"

#include <QApplication>
#include <QKeyEvent>

namespace poolwart {

ManualOpener::ManualOpener(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    qApp->installEventFilter(this);
}

ManualOpener::~ManualOpener() = default;

void ManualOpener::open()
{
    showTopic(manualTopicOf(m_window));
}

void ManualOpener::close()
{
    if (m_manual)
        m_manual->close();
}

void ManualOpener::showTopic(const QString &topic)
{
    if (!m_manual)
        m_manual = std::make_unique<ManualWindow>(m_optionLists);
    m_manual->showTopic(topic);
}

bool ManualOpener::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const QWidget *dialog = static_cast<QWidget *>(watched)->window();
    if (key->key() != Qt::Key_F1 || key->modifiers() != Qt::NoModifier || !dialog->isModal())
        return QObject::eventFilter(watched, event);
    showTopic(manualTopicOf(dialog));
    return true;
}

} // namespace poolwart
