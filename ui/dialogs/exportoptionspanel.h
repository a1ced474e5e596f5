// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/session/planexport.h"

#include <QGroupBox>
#include <QStringList>

#include <functional>
#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace poolwart {

// The options of the format, and which data of the server is written.
class ExportOptionsPanel : public QGroupBox
{
    Q_OBJECT

public:
    explicit ExportOptionsPanel(const ExportSource &source, QWidget *parent = nullptr);

    void setFormat(const QString &id); // its options, with the last choices
    void setExported(bool isExported); // whether that format is exported
    std::vector<ExportChoices> choices(const QStringList &formats) const;

Q_SIGNALS:
    void changed();

private:
    void buildLayout(const ExportSource &source);
    void addOption(const ExportOption &option);
    void addCheckBox(const ExportOption &option);
    void addComboBox(const ExportOption &option);
    void remember(const std::string &id, const std::string &value);

    ExportChoices choicesOf(const std::string &format) const;

    std::string m_format;
    std::map<std::string, std::map<std::string, std::string>> m_chosen; // by format
    QWidget *m_fields = nullptr;                                        // of the format
    QVBoxLayout *m_column;
    QCheckBox *m_address;
    QCheckBox *m_password;
    QCheckBox *m_run;
};

} // namespace poolwart
