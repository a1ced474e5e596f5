// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/core/target.h"
#include "model/session/targets.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace poolwart {

// Chooses a server by URI, service or host, and tests it before the pools move there. Passwords are not stored.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ConnectDialog(QWidget *parent = nullptr);

Q_SIGNALS:
    void targetChosen(const poolwart::Target &target);

protected:
    void done(int result) override;

private:
    void buildLayout();
    QWidget *buildUriPage();
    QWidget *buildServicePage();
    QWidget *buildHostPage();
    void connectSignals();
    Outcome<Target> target() const;
    void test();
    void showSuccess(const ServerSample &seen);
    void showError(const Error &error);
    void say(const QString &text, const QColor &colour);

    TargetProbe m_probe;
    QTabWidget *m_tabs;
    QLineEdit *m_uri;
    QComboBox *m_service;
    QLineEdit *m_host;
    QLineEdit *m_port;
    QLineEdit *m_database;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QComboBox *m_sslMode;
    QPushButton *m_test;
    QLabel *m_verdict;
    QDialogButtonBox *m_buttons;
};

} // namespace poolwart
