// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/rateshapecontrol.h"

#include "model/core/clock.h"
#include "model/core/plan.h"
#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/controls/rateshapeview.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>
#include <vector>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

// What one field of a shape shows.
struct Figure
{
    QString prefix;
    QString suffix;
    double least = 0;
    double most = 0;
    int decimals = 0;
    double value = 0;
};
using Figures = std::vector<Figure>;

std::chrono::milliseconds fromSeconds(double seconds)
{
    return std::chrono::milliseconds(std::llround(seconds * 1e3));
}

struct ShapeText
{
    Q_DECLARE_TR_FUNCTIONS(ShapeText)
};

Figure timeFigure(const QString &prefix, std::chrono::milliseconds time)
{
    return {.prefix = prefix,
            .suffix = ShapeText::tr(" s"),
            .least = 0.1,
            .most = inSeconds(limits::maxTime),
            .decimals = 1,
            .value = inSeconds(time)};
}

Figure rateFigure(const QString &prefix, double perSecond, double least = 0)
{
    return {.prefix = prefix,
            .suffix = ShapeText::tr(" /s"),
            .least = least,
            .most = limits::maxRatePerSecond,
            .decimals = 0,
            .value = perSecond};
}

Figures figuresOf(const SteadyRate &)
{
    return {};
}

Figures figuresOf(const RateRamp &ramp)
{
    return {rateFigure(ShapeText::tr("to "), ramp.toPerSecond), timeFigure(ShapeText::tr("within "), ramp.over)};
}

Figures figuresOf(const RateSteps &steps)
{
    return {rateFigure(ShapeText::tr("by "), steps.increment, -limits::maxRatePerSecond),
            timeFigure(ShapeText::tr("every "), steps.each),
            {.suffix = ShapeText::tr(" levels"), .least = 2, .most = limits::maxRateSteps, .value = double(steps.count)}};
}

Figures figuresOf(const RateBursts &bursts)
{
    return {rateFigure(ShapeText::tr("peak "), bursts.peakPerSecond), timeFigure(ShapeText::tr("every "), bursts.period),
            timeFigure(ShapeText::tr("for "), bursts.length)};
}

void setFigures(SteadyRate &, const std::array<double, 3> &)
{}

void setFigures(RateRamp &ramp, const std::array<double, 3> &values)
{
    ramp = {.toPerSecond = values[0], .over = fromSeconds(values[1])};
}

void setFigures(RateSteps &steps, const std::array<double, 3> &values)
{
    steps = {.increment = values[0], .each = fromSeconds(values[1]), .count = static_cast<int>(values[2])};
}

void setFigures(RateBursts &bursts, const std::array<double, 3> &values)
{
    bursts = {.peakPerSecond = values[0], .period = fromSeconds(values[1]), .length = fromSeconds(values[2])};
}

// A shape that fits the rate that it begins with.
RateShape shapeAt(int index, double rate)
{
    switch (index) {
    case 1:
        return RateRamp{.toPerSecond = std::min(2 * rate, limits::maxRatePerSecond)};
    case 2:
        return RateSteps{.increment = std::min(std::ceil(rate / 2), (limits::maxRatePerSecond - rate) / 4)};
    case 3:
        return RateBursts{.peakPerSecond = std::min(5 * rate, limits::maxRatePerSecond)};
    default:
        return SteadyRate();
    }
}

} // namespace

RateShapeControl::RateShapeControl(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_thinking(new QComboBox(this))
    , m_shape(new QComboBox(this))
    , m_figures{new QDoubleSpinBox(this), new QDoubleSpinBox(this), new QDoubleSpinBox(this)}
    , m_view(new RateShapeView(this))
{
    buildLayout();
    showTraffic();
    connectSignals();
}

void RateShapeControl::buildLayout()
{
    m_thinking->setObjectName(u"thinking"_s);
    m_thinking->addItems({tr("Think always so long"), tr("Think so long on average")});
    m_thinking->setToolTip(tr("Whether the think time is always the same or exponential with that mean"));
    m_thinking->setAccessibleName(tr("Kind of think time"));
    m_shape->setObjectName(u"rateShape"_s);
    m_shape->addItems({tr("Steady"), tr("Ramp"), tr("Steps"), tr("Bursts")});
    m_shape->setToolTip(tr("How the rate goes on from its first value"));
    m_shape->setAccessibleName(tr("Shape of the rate"));
    m_shape->setWhatsThis(tr("A ramp goes in a straight line to another rate and stays there. Steps hold one rate after the "
                             "other. Bursts end each period with a higher rate. Every shape begins with the traffic, and anew "
                             "when it is changed; it shows at which load waiting sets in."));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(4);
    grid->addWidget(m_thinking, 0, 0, 1, 2);
    grid->addWidget(m_shape, 1, 0);
    grid->addWidget(m_view, 1, 1, 3, 1);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        QDoubleSpinBox *figure = m_figures[i];
        figure->setObjectName(u"shapeFigure%1"_s.arg(i));
        figure->setGroupSeparatorShown(true);
        figure->setKeyboardTracking(false);
        figure->setAlignment(Qt::AlignRight);
        figure->setAccessibleName(tr("Figure %1 of the shape").arg(i + 1));
        grid->addWidget(figure, i < 2 ? 2 + static_cast<int>(i) : 4, 0);
    }
    grid->setColumnStretch(1, 1);
    setFocusProxy(m_shape);
}

void RateShapeControl::connectSignals()
{
    connect(m_session, &Session::trafficChanged, this, &RateShapeControl::showTraffic);
    connect(m_thinking, &QComboBox::activated, this, &RateShapeControl::chooseThinking);
    connect(m_shape, &QComboBox::activated, this, &RateShapeControl::chooseShape);
    for (QDoubleSpinBox *figure : m_figures)
        connect(figure, &QDoubleSpinBox::valueChanged, this, &RateShapeControl::chooseFigures);
}

void RateShapeControl::showTraffic()
{
    const Arrivals &arrivals = m_session->traffic().arrivals;
    const auto *closed = std::get_if<ClosedLoop>(&arrivals);
    m_thinking->setVisible(closed);
    m_shape->setVisible(!closed);
    m_view->setVisible(!closed);
    if (!closed)
        return showOpen(std::get<OpenLoop>(arrivals));
    m_thinking->setCurrentIndex(closed->thinksExponentially ? 1 : 0);
    for (QDoubleSpinBox *figure : m_figures)
        figure->hide();
}

void RateShapeControl::showOpen(const OpenLoop &open)
{
    m_shape->setCurrentIndex(static_cast<int>(open.shape.index()));
    m_view->draw(open, arrivalsName(Arrivals(open)));
    const Figures figures = std::visit([](const auto &shape) { return figuresOf(shape); }, open.shape);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        const QSignalBlocker quiet(m_figures[i]);
        m_figures[i]->setVisible(i < figures.size());
        if (i >= figures.size())
            continue;
        m_figures[i]->setPrefix(figures[i].prefix);
        m_figures[i]->setSuffix(figures[i].suffix);
        m_figures[i]->setDecimals(figures[i].decimals);
        m_figures[i]->setRange(figures[i].least, figures[i].most);
        m_figures[i]->setValue(figures[i].value);
    }
}

void RateShapeControl::chooseShape(int index)
{
    auto open = std::get<OpenLoop>(m_session->traffic().arrivals);
    if (index == static_cast<int>(open.shape.index()))
        return;
    open.shape = shapeAt(index, open.ratePerSecond);
    apply(open);
}

void RateShapeControl::chooseFigures()
{
    auto open = std::get<OpenLoop>(m_session->traffic().arrivals);
    const std::array values{m_figures[0]->value(), m_figures[1]->value(), m_figures[2]->value()};
    std::visit([&values](auto &shape) { setFigures(shape, values); }, open.shape);
    apply(open);
}

void RateShapeControl::chooseThinking(int index)
{
    auto closed = std::get<ClosedLoop>(m_session->traffic().arrivals);
    closed.thinksExponentially = index == 1;
    apply(closed);
}

void RateShapeControl::apply(const Arrivals &arrivals)
{
    if (const Done changed = m_session->setArrivals(arrivals); !changed) {
        showTraffic();
        Q_EMIT refused(changed.error());
    }
}

} // namespace poolwart
