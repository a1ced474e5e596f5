// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/manual/manual.h"

#include <QObject>

#include <memory>

class QWidget;

namespace poolwart {

class ManualWindow;

// Opens the manual at the topic of what has the focus: for the window's action, and for F1 in its dialogs, where the window's own
// keys are off.
class ManualOpener : public QObject
{
    Q_OBJECT

public:
    explicit ManualOpener(QWidget *window);
    ~ManualOpener() override;

    void setOptionLists(const Manual::OptionLists &optionLists) { m_optionLists = optionLists; } // before it is opened
    void open();
    void close();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showTopic(const QString &topic);

    QWidget *m_window;
    Manual::OptionLists m_optionLists;
    std::unique_ptr<ManualWindow> m_manual; // without a parent: a dialog of the window does not block it
};

} // namespace poolwart
