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

// How arrivals go on from the load that is set beside it: of a rate its shape over time, with a drawing; of clients whether
// they think always the same time. Holds at once.
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
