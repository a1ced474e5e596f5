// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/meter/meterlevels.h"

#include <QElapsedTimer>
#include <QHash>
#include <QWidget>

namespace poolwart {

class Session;

// The server's connections as one bar up to max_connections, and below it the same as figures with the bar's key. The bar is
// updated ten times per second, the figures twice.
class LevelMeter : public QWidget
{
    Q_OBJECT

public:
    explicit LevelMeter(Session *session, QWidget *parent = nullptr);

    void refresh(const Snapshot &snapshot, const ServerSample &server);
    void setFrozen(bool frozen); // stops updating; sampling continues

    QString sentence() const; // "34 in use · 26 idle · 5 others · 32 free of 97 · 3 reserved"
    const std::optional<MeterLevels> &levels() const { return m_levels; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    enum class Kind { InUse, Idle, Others, Free, Barred, Reserved };
    struct Segment
    {
        Kind kind{};
        QRectF rect;
        PoolId pool{};
        int count = 0;
    };

    // A part of the sentence, with the marker of its segment in the bar.
    struct Part
    {
        std::optional<Kind> kind;
        QString text;
    };

    QRectF bar() const;
    double pixelsPerConnection() const;
    std::vector<Part> parts(const MeterLevels &levels, bool aligned) const;
    std::vector<Segment> segments() const; // in painting order, later ones over earlier ones
    QBrush brush(const Segment &segment) const;
    QString toolTipOf(const Segment &segment) const;
    void paintSentence(QPainter *painter) const;
    void paintSign(QPainter *painter, const QRectF &rect, Kind kind) const;
    void updateSentence(bool seen);
    void follow();

    Session *m_session;
    std::optional<MeterLevels> m_levels;
    std::optional<MeterLevels> m_written; // as in the sentence
    bool m_serverSeen = true;
    QHash<quint32, QString> m_names;
    QElapsedTimer m_sinceWritten;
    QElapsedTimer m_sinceDescribed;
    bool m_frozen = false;
};

} // namespace poolwart
