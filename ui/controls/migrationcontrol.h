// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;

namespace poolwart {

class Session;
struct Error;

// The migration share of the plan as a slider, from "all on the default pool" to "all spread". Holds at once; a drag is one step of
// undo, and so are steps of the keyboard or the wheel that follow each other within a second.
class MigrationControl : public QWidget
{
    Q_OBJECT

public:
    enum class Ends { Shown, Hidden };
    explicit MigrationControl(Session *session, Ends ends, QWidget *parent = nullptr);

Q_SIGNALS:
    void refused(const poolwart::Error &error);

private:
    void buildLayout(Ends ends);
    void showPlan();
    void choose(int share);
    void endGesture();

    Session *m_session;
    QSlider *m_slider;
    QLabel *m_value;
    QLabel *m_least;
    QLabel *m_most;
    QTimer m_settling; // until the steps of keys and wheel are over
    bool m_isInGesture = false;
};

} // namespace poolwart
