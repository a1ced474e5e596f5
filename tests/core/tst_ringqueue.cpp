// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/core/ringqueue.h"
#include "tests/core/seeds.h"

#include <QTest>

#include <deque>

using namespace poolwart;

class TestRingQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itBehavesAsADeque_data() { addSeeds(4); }
    void itBehavesAsADeque()
    {
        QFETCH(quint64, seed);
        Random random(seed);
        RingQueue<int> queue;
        std::deque<int> model;
        for (int step = 0; step < 20'000; ++step) {
            const auto dice = random.below(100);
            if (dice < 52) {
                queue.push(step);
                model.push_back(step);
            } else if (dice < 98 && !model.empty()) {
                QCOMPARE(queue.pop(), model.front());
                model.pop_front();
            } else if (dice >= 98) {
                const auto divisor = 2 + static_cast<int>(random.below(5));
                std::vector<int> asked;
                queue.removeIf([&](int value) {
                    asked.push_back(value);
                    return value % divisor == 0;
                });
                QCOMPARE(asked, std::vector(model.begin(), model.end())); // each once, oldest first
                std::erase_if(model, [&](int value) { return value % divisor == 0; });
            }
            QCOMPARE(queue.size(), model.size());
            QCOMPARE(queue.isEmpty(), model.empty());
            if (!model.empty()) {
                QCOMPARE(queue.front(), model.front());
                const auto position = random.below(model.size());
                QCOMPARE(queue.at(position), model[position]);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRingQueue)
#include "tst_ringqueue.moc"
