// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/meter/levelmeter.h"

#include "model/session/session.h"
#include "model/tables/format.h"
#include "ui/charts/framework/chartcolours.h"
#include "ui/charts/framework/poolcolours.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace poolwart {

using namespace Qt::StringLiterals;

namespace {

constexpr int barHeight = 18;
constexpr int gap = 4;
constexpr qint64 writingInterval = 500;     // ms; figures must be readable
constexpr qint64 describingInterval = 1000; // ms; a screen reader must not be flooded

QBrush hatch(const QPalette &palette)
{
    return {hatchColour(palette), Qt::BDiagPattern};
}

} // namespace

LevelMeter::LevelMeter(Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(u"levelMeter"_s);
    setAccessibleName(tr("Connections"));
    setWhatsThis(tr("The server's connections, up to max_connections. Coloured: in use by a request, by pool. "
                    "Grey: open and idle, then those of other programs. Empty: free. Hatched: reserved and not "
                    "available to ordinary roles. A plan fits if the empty part is large enough."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (session) {
        connect(session, &Session::refreshed, this, &LevelMeter::follow);
        follow();
    }
}

void LevelMeter::follow()
{
    if (m_session && !m_frozen && isVisible() && !window()->isMinimized())
        refresh(m_session->snapshot(), m_session->server());
}

void LevelMeter::setFrozen(bool frozen)
{
    m_frozen = frozen;
    follow();
}

void LevelMeter::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void LevelMeter::refresh(const Snapshot &snapshot, const ServerSample &server)
{
    std::optional<MeterLevels> next = meterLevels(snapshot, server);
    const bool seen = !server.error;
    for (const PoolSnapshot &pool : snapshot.pools)
        m_names.insert(static_cast<quint32>(pool.id), QString::fromStdString(pool.name));
    const bool changed = next != m_levels || seen != m_serverSeen;
    m_levels = std::move(next);
    const bool limitsCame = m_levels.has_value() != m_written.has_value();
    if (limitsCame || !m_sinceWritten.isValid() || m_sinceWritten.elapsed() >= writingInterval)
        updateSentence(seen);
    if (changed)
        update();
}

void LevelMeter::updateSentence(bool seen)
{
    m_sinceWritten.start();
    if (m_written == m_levels && seen == m_serverSeen && !accessibleDescription().isEmpty())
        return;
    m_written = m_levels;
    m_serverSeen = seen;
    update();
    if (m_sinceDescribed.isValid() && m_sinceDescribed.elapsed() < describingInterval)
        return;
    m_sinceDescribed.start();
    setAccessibleDescription(sentence());
}

// Aligned figures are padded to the width of the largest possible one, so that the words do not dance.
std::vector<LevelMeter::Part> LevelMeter::parts(const MeterLevels &levels, bool aligned) const
{
    const auto count = [&](int figure) {
        const QString text = formatCount(static_cast<std::uint64_t>(figure));
        const qsizetype places = formatCount(static_cast<std::uint64_t>(levels.maxConnections)).size();
        return aligned ? text.rightJustified(places, QChar(0x2007)) : text;
    };
    std::vector<Part> result{{Kind::InUse, tr("%1 in use").arg(count(levels.inUse))},
                             {Kind::Idle, tr("%1 idle").arg(count(levels.idle))},
                             {Kind::Others, (levels.others == 1 ? tr("%1 other") : tr("%1 others")).arg(count(levels.others))}};
    const QString usable = formatCount(static_cast<std::uint64_t>(levels.usable));
    if (levels.over > 0)
        result.push_back({std::nullopt, tr("%1 over the %2 usable").arg(count(levels.over), usable)});
    else
        result.push_back({Kind::Free, tr("%1 free of %2").arg(count(levels.free), usable)});
    if (levels.barred > 0)
        result.push_back({Kind::Barred, tr("%1 above the connection limit").arg(levels.barred)});
    result.push_back({Kind::Reserved, tr("%1 reserved").arg(levels.reserved)});
    if (!m_serverSeen)
        result.push_back({std::nullopt, tr("server not answering")});
    return result;
}

QString LevelMeter::sentence() const
{
    if (!m_levels)
        return tr("The server’s connections appear here when a server is connected");
    QStringList texts;
    for (const Part &part : parts(*m_levels, false))
        texts << part.text;
    return texts.join(u" · "_s);
}

void LevelMeter::paintSign(QPainter *painter, const QRectF &rect, Kind kind) const
{
    if (kind == Kind::InUse) {
        const double stripe = rect.width() / 3;
        for (quint32 i = 0; i < 3; ++i) {
            const QRectF part(rect.left() + i * stripe, rect.top(), stripe, rect.height());
            painter->fillRect(part, poolColour(PoolId(i + 1), palette()));
        }
        return;
    }
    painter->fillRect(rect, palette().color(QPalette::Base));
    painter->fillRect(rect, brush({.kind = kind}));
    painter->drawRect(rect);
}

void LevelMeter::paintSentence(QPainter *painter) const
{
    const QFontMetrics metrics = fontMetrics();
    const double baseline = bar().bottom() + gap + metrics.ascent();
    const QColor text = palette().color(QPalette::WindowText);
    if (!m_written) {
        painter->setPen(captionColour(palette()));
        painter->drawText(QPointF(1, baseline), sentence());
        return;
    }
    const double side = metrics.capHeight();
    double x = 1;
    for (const Part &part : parts(*m_written, true)) {
        if (part.kind) {
            painter->setPen(mixed(text, palette().color(QPalette::Window), 0.5));
            paintSign(painter, QRectF(x + 0.5, std::floor(baseline - side) + 0.5, side, side), *part.kind);
            x += side + 6;
        }
        painter->setPen(part.kind ? text : failureColour(palette()));
        painter->drawText(QPointF(x, baseline), part.text);
        x += metrics.horizontalAdvance(part.text) + 16;
    }
}

QSize LevelMeter::sizeHint() const
{
    return {480, minimumSizeHint().height()};
}

QSize LevelMeter::minimumSizeHint() const
{
    return {160, barHeight + gap + fontMetrics().height()};
}

QRectF LevelMeter::bar() const
{
    return QRectF(0, 0, width(), barHeight).adjusted(0.5, 0.5, -0.5, -0.5);
}

double LevelMeter::pixelsPerConnection() const
{
    return m_levels ? bar().width() / std::max(m_levels->maxConnections, m_levels->taken()) : 0;
}

std::vector<LevelMeter::Segment> LevelMeter::segments() const
{
    std::vector<Segment> result;
    if (!m_levels)
        return result;
    const MeterLevels &levels = *m_levels;
    const QRectF field = bar();
    const double scale = pixelsPerConnection();
    const auto add = [&](Kind kind, int from, int count, PoolId pool = {}) {
        const QRectF rect(field.left() + from * scale, field.top(), count * scale, field.height());
        if (count > 0)
            result.push_back({kind, rect, pool, count});
    };
    add(Kind::Barred, levels.usable, levels.barred);
    add(Kind::Reserved, levels.maxConnections - levels.reserved, levels.reserved);
    add(Kind::Free, levels.taken(), levels.free);
    int from = 0;
    for (const MeterLevels::PoolLevel &pool : levels.pools) {
        add(Kind::InUse, from, pool.inUse, pool.id);
        from += pool.inUse;
    }
    add(Kind::Idle, from, levels.idle);
    add(Kind::Others, from + levels.idle, levels.others);
    return result;
}

QBrush LevelMeter::brush(const Segment &segment) const
{
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    switch (segment.kind) {
    case Kind::InUse:
        return poolBrush(segment.pool, palette());
    case Kind::Idle:
        return mixed(text, base, isDarkPalette(palette()) ? 0.30 : 0.20);
    case Kind::Others:
        return mixed(text, base, isDarkPalette(palette()) ? 0.62 : 0.52);
    case Kind::Barred:
    case Kind::Reserved:
        return hatch(palette());
    case Kind::Free:
        break;
    }
    return base;
}

void LevelMeter::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(bar(), palette().color(QPalette::Base));
    for (const Segment &segment : segments())
        painter.fillRect(segment.rect, brush(segment));
    painter.setPen(mixed(palette().color(QPalette::Text), palette().color(QPalette::Window), 0.35));
    if (m_levels && m_levels->usable < m_levels->maxConnections) {
        const double usable = bar().left() + m_levels->usable * pixelsPerConnection();
        painter.drawLine(QPointF(usable, bar().top()), QPointF(usable, bar().bottom()));
    }
    painter.drawRect(bar());
    paintSentence(&painter);
}

bool LevelMeter::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QString tip = sentence();
        for (const Segment &segment : segments()) {
            if (segment.rect.contains(help->pos()))
                tip = toolTipOf(segment);
        }
        QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

void LevelMeter::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

QString LevelMeter::toolTipOf(const Segment &segment) const
{
    const QString name = m_names.value(static_cast<quint32>(segment.pool));
    switch (segment.kind) {
    case Kind::InUse:
        return tr("%1: %n connection(s) in use", nullptr, segment.count).arg(name);
    case Kind::Idle:
        return tr("%n open connection(s) of the pools, idle", nullptr, segment.count);
    case Kind::Others:
        return tr("%n other connection(s), %1 of them used by Poolwart's monitor", nullptr, segment.count)
            .arg(m_levels ? m_levels->monitors : 0);
    case Kind::Free:
        return tr("%n free connection(s) of %1 usable", nullptr, segment.count).arg(m_levels ? m_levels->usable : 0);
    case Kind::Barred:
        return tr("%n connection(s) above the connection limit of the role or database", nullptr, segment.count);
    case Kind::Reserved:
        return tr("%n connection(s) reserved and not available to ordinary roles", nullptr, segment.count);
    }
    Q_UNREACHABLE();
}

} // namespace poolwart
