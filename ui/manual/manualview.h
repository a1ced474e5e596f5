// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace poolwart {

class Manual;

// One page of the manual; follows links to others and keeps the way back. Links to the web open in the browser.
class ManualView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit ManualView(const Manual &manual, QWidget *parent = nullptr); // the manual outlives it

    void showTopic(const QString &topic);
    QString topic() const; // empty before the first one

Q_SIGNALS:
    void topicChanged(const QString &topic);

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void changeEvent(QEvent *event) override;

private:
    void format();

    const Manual &m_manual;
};

} // namespace poolwart
