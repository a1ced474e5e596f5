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

struct ShapeText
{
    Q_DECLARE_TR_FUNCTIONS(ShapeText)
};

QString prefixOf(const ShapeFigure &facts)
{
    return *facts.prefix == '\0' ? QString() : QCoreApplication::translate("ShapeText", facts.prefix);
}

Figure shownFigure(const ShapeFigure &facts, double rate)
{
    return {.prefix = prefixOf(facts),
            .suffix = ShapeText::tr(" /s"),
            .least = facts.mayFall ? -limits::maxRatePerSecond : 0,
            .most = limits::maxRatePerSecond,
            .decimals = 0,
            .value = rate};
}

Figure shownFigure(const ShapeFigure &facts, std::chrono::milliseconds time)
{
    return {.prefix = prefixOf(facts),
            .suffix = ShapeText::tr(" s"),
            .least = 0.1,
            .most = inSeconds(limits::maxTime),
            .decimals = 1,
            .value = inSeconds(time)};
}

Figure shownFigure(const ShapeFigure &facts, int levels)
{
    return {
        .prefix = prefixOf(facts), .suffix = ShapeText::tr(" levels"), .least = 2, .most = limits::maxRateSteps, .value = double(levels)};
}

void set(double &rate, double value)
{
    rate = value;
}

void set(std::chrono::milliseconds &time, double value)
{
    time = std::chrono::milliseconds(std::llround(value * 1e3));
}

void set(int &levels, double value)
{
    levels = static_cast<int>(value);
}

Figures figuresOf(const RateShape &shape)
{
    Figures figures;
    const auto add = [&figures](const ShapeFigure &facts, const auto &figure) { figures.push_back(shownFigure(facts, figure)); };
    std::visit([&add](const auto &one) { one.figures(one, add); }, shape);
    return figures;
}

void setFigures(RateShape &shape, const std::array<double, 3> &values)
{
    const auto *value = values.begin();
    const auto take = [&value](const ShapeFigure &, auto &figure) { set(figure, *value++); };
    std::visit([&take](auto &one) { one.figures(one, take); }, shape);
}

// A shape that fits the rate that it begins with.
RateShape shapeAt(int index, double rate)
{
    const RateShape any = rateShapes().at(static_cast<std::size_t>(index));
    return std::visit([rate](const auto &one) { return RateShape(one.fitting(rate)); }, any);
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
    m_thinking->addItems({tr("Fixed think time"), tr("Mean think time")});
    m_thinking->setToolTip(tr("Whether the think time is fixed or exponentially distributed with this mean"));
    m_thinking->setAccessibleName(tr("Kind of think time"));
    m_shape->setObjectName(u"rateShape"_s);
    for (const RateShape &shape : rateShapes())
        m_shape->addItem(tr(factsOf(shape).name));
    m_shape->setToolTip(tr("How the rate changes from its first value"));
    m_shape->setAccessibleName(tr("Shape of the rate"));
    m_shape->setWhatsThis(tr("A ramp changes linearly to another rate and stays there. Steps hold one rate after another. "
                             "Bursts end each period with a higher rate. A shape starts with the traffic and again when "
                             "it is changed; it shows at which load requests begin to wait."));
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
        figure->setAccessibleName(tr("Value %1 of the shape").arg(i + 1));
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
    const Figures figures = figuresOf(open.shape);
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
    setFigures(open.shape, values);
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
