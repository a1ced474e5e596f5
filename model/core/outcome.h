// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/error.h"

#include <cassert>
#include <utility>
#include <variant>

namespace poolwart {

// A value of T, or the Error that prevented it. Reading the wrong one is a programming error and asserts.
template <class T>
class [[nodiscard]] Outcome
{
public:
    Outcome(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Outcome(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const & { return *get<0>(); }
    T &value() & { return *get<0>(); }
    T &&value() && { return std::move(*get<0>()); }
    const T &operator*() const & { return *get<0>(); }
    T &operator*() & { return *get<0>(); }
    const T *operator->() const { return get<0>(); }
    T *operator->() { return get<0>(); }

    const Error &error() const { return *get<1>(); }

private:
    template <std::size_t I>
    const auto *get() const
    {
        const auto *held = std::get_if<I>(&m_state);
        assert(held);
        return held;
    }
    template <std::size_t I>
    auto *get()
    {
        auto *held = std::get_if<I>(&m_state);
        assert(held);
        return held;
    }

    std::variant<T, Error> m_state;
};

// Outcome of an action without a value: `return done();`
using Done = Outcome<std::monostate>;
inline Done done()
{
    return std::monostate{};
}

} // namespace poolwart
