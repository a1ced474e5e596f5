// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

namespace poolwart {

// A password. It has no operator== and cannot be streamed or written; code that needs the text must call reveal().
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string value)
        : m_value(std::move(value))
    {}

    bool isEmpty() const { return m_value.empty(); }
    const std::string &reveal() const { return m_value; }

private:
    std::string m_value;
};

} // namespace poolwart
