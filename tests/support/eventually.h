// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTest>

namespace poolwart {

// The one bound of time in the tests: what must happen is waited for until it has, or until nothing but a hang can be why it
// has not. A machine that is busy and five times slower stays far below it, so no test tells anything apart by it.
inline constexpr int hangMs = 120'000;
// The same for a whole program that compiles, installs or measures.
inline constexpr int programHangMs = 5 * hangMs;

// Looks that are some milliseconds apart, events being handled in between.
class Patience
{
public:
    Patience() { m_since.start(); }
    bool isOver() const { return m_since.hasExpired(hangMs); }
    void pause() const { QTest::qWait(10); }

private:
    QElapsedTimer m_since;
};

// For functions that answer with a bool. `isSo` is asked until it is.
template <class Condition>
bool eventually(Condition isSo)
{
    for (const Patience patience; !isSo(); patience.pause()) {
        if (patience.isOver())
            return false;
    }
    return true;
}

} // namespace poolwart

// Ends the test function unless the condition comes true. It is not asked again once it was: it may hold for a moment only.
#define EVENTUALLY(...) EVENTUALLY_IMPL((__VA_ARGS__), #__VA_ARGS__, "did not come true")

// The same with words to show when it does not, which are made then.
#define EVENTUALLY2(condition, message) EVENTUALLY_IMPL((condition), #condition, (message))

// Ends the test function, with both values as last seen, unless they come to be equal.
#define EVENTUALLY_EQUAL(actual, expected)                                                                                                 \
    do {                                                                                                                                   \
        for (const ::poolwart::Patience eventuallyPatience;; eventuallyPatience.pause()) {                                                 \
            const auto eventuallyActual = (actual);                                                                                        \
            const auto eventuallyExpected = (expected);                                                                                    \
            if (!(eventuallyActual == eventuallyExpected) && !eventuallyPatience.isOver())                                                 \
                continue;                                                                                                                  \
            if (!QTest::qCompare(eventuallyActual, eventuallyExpected, #actual, #expected, __FILE__, __LINE__))                            \
                return;                                                                                                                    \
            break;                                                                                                                         \
        }                                                                                                                                  \
    } while (false)

#define EVENTUALLY_IMPL(condition, words, message)                                                                                         \
    do {                                                                                                                                   \
        if (!::poolwart::eventually([&] { return static_cast<bool>(condition); })) {                                                       \
            QTest::qVerify(false, words, message, __FILE__, __LINE__);                                                                     \
            return;                                                                                                                        \
        }                                                                                                                                  \
    } while (false)
