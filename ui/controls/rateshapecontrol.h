// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/arrivals/arrivals.h"

#include <QWidget>

#include <array>

class QComboBox;
class QDoubleSpinBox;

namespace poolwart {

class RateShapeView;
class Session;

// The change of the load over time: for a rate its shape with a drawing, for clients whether the think time is fixed. Changes
// apply at once.
class RateShapeControl : public QWidget
{
    Q_OBJECT

public:
    explicit RateShapeControl(Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    void refused(const poolwart::Error &error);

private:
    void buildLayout();
    void connectSignals();
    void showTraffic();
    void showOpen(const OpenLoop &open);
    void chooseShape(int index);
    void chooseFigures();
    void chooseThinking(int index);
    void apply(const Arrivals &arrivals);

    Session *m_session;
    QComboBox *m_thinking;
    QComboBox *m_shape;
    std::array<QDoubleSpinBox *, 3> m_figures;
    RateShapeView *m_view;
};

} // namespace poolwart
