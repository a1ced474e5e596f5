// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace poolwart {

// A password with signs in it that URLs, conninfo strings and shells keep to themselves, and the pieces between them, none of
// which may ever be shown.
struct RandomPassword
{
    std::string text;
    std::vector<std::string> pieces;

    std::string encoded() const; // for a URL
    std::optional<std::string> pieceIn(std::string_view shown) const;
};

// Random passwords, and random places to put them. The seed is printed; POOLWART_SEED sets it.
class RandomPasswords
{
public:
    RandomPasswords();

    RandomPassword next();
    std::string uri(std::string_view password);      // as it is written, of one or two hosts
    std::string conninfo(std::string_view password); // as it is written, in quotes or not, anywhere

private:
    std::string pick(std::initializer_list<const char *> choices);
    std::size_t below(std::size_t end);

    std::mt19937_64 m_random;
};

} // namespace poolwart
