// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>

#include <algorithm>
#include <random>

namespace poolwart {

// Where random tests begin; POOLWART_SEED repeats one.
inline std::uint64_t monkeySeed()
{
    bool isGiven = false;
    const std::uint64_t given = qEnvironmentVariable("POOLWART_SEED").toULongLong(&isGiven);
    const std::uint64_t seed = isGiven ? given : std::random_device()();
    qInfo("POOLWART_SEED=%llu", static_cast<unsigned long long>(seed));
    return seed;
}

// A view at its worst: whenever the model says that rows come, go, move or change, also between the two halves of it, the monkey
// selects other rows and reads cells in every role. The tester watches that what the model says is true.
class SelectionMonkey : public QObject
{
public:
    SelectionMonkey(QAbstractItemModel *model, std::mt19937_64 *random)
        : m_model(model)
        , m_random(random)
        , m_selection(model)
        , m_tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        using Model = QAbstractItemModel;
        for (const auto signal : {&Model::rowsAboutToBeInserted, &Model::rowsInserted, &Model::rowsAboutToBeRemoved, &Model::rowsRemoved})
            connect(model, signal, this, &SelectionMonkey::jump);
        for (const auto signal : {&Model::rowsAboutToBeMoved, &Model::rowsMoved})
            connect(model, signal, this, &SelectionMonkey::jump);
        connect(model, &Model::dataChanged, this, &SelectionMonkey::jump);
        connect(model, &Model::modelReset, this, &SelectionMonkey::jump);
        connect(&m_selection, &QItemSelectionModel::selectionChanged, this, &SelectionMonkey::readAll);
        connect(&m_selection, &QItemSelectionModel::currentChanged, this, &SelectionMonkey::readAll);
    }

    std::uint64_t jumps() const { return m_jumps; }

private:
    int below(int end) { return std::uniform_int_distribution(0, end - 1)(*m_random); }

    void jump()
    {
        ++m_jumps;
        if (m_model->rowCount() == 0 || m_model->columnCount() == 0)
            return;
        const QModelIndex index = m_model->index(below(m_model->rowCount()), below(m_model->columnCount()));
        switch (below(4)) {
        case 0:
            return m_selection.setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        case 1:
            return m_selection.select(index, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        case 2:
            return m_selection.select(QItemSelection(m_model->index(0, 0), index), QItemSelectionModel::ClearAndSelect);
        default:
            return m_selection.clear();
        }
    }

    void readAll()
    {
        for (int row = 0; row < std::min(m_model->rowCount(), 30); ++row) {
            for (int column = 0; column < m_model->columnCount(); ++column)
                readCell(m_model->index(row, column));
        }
        for (const QModelIndex &index : m_selection.selectedIndexes())
            readCell(index);
    }

    void readCell(const QModelIndex &index) const
    {
        (void)m_model->flags(index);
        for (int role = Qt::DisplayRole; role <= Qt::InitialSortOrderRole; ++role)
            (void)m_model->data(index, role);
        for (int role = Qt::UserRole; role < Qt::UserRole + 16; ++role)
            (void)m_model->data(index, role);
    }

    QAbstractItemModel *m_model;
    std::mt19937_64 *m_random;
    QItemSelectionModel m_selection;
    QAbstractItemModelTester m_tester;
    std::uint64_t m_jumps = 0;
};

} // namespace poolwart
