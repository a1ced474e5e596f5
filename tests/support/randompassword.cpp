// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/randompassword.h"

#include <QDebug>

#include <array>
#include <iterator>

namespace poolwart {

std::string RandomPassword::encoded() const
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string url;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        url += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return url;
}

std::optional<std::string> RandomPassword::pieceIn(std::string_view shown) const
{
    for (const std::string &piece : pieces) {
        if (shown.find(piece) != std::string_view::npos)
            return piece;
    }
    return std::nullopt;
}

RandomPasswords::RandomPasswords()
{
    const std::uint64_t seed =
        qEnvironmentVariableIsSet("POOLWART_SEED") ? qEnvironmentVariable("POOLWART_SEED").toULongLong() : std::random_device()();
    qInfo() << "POOLWART_SEED" << seed;
    m_random.seed(seed);
}

std::size_t RandomPasswords::below(std::size_t end)
{
    return static_cast<std::size_t>(m_random() % end);
}

std::string RandomPasswords::pick(std::initializer_list<const char *> choices)
{
    return *std::next(choices.begin(), static_cast<std::ptrdiff_t>(below(choices.size())));
}

RandomPassword RandomPasswords::next()
{
    constexpr std::string_view letters = "BCDFGHJKLMNPQRSTVWXZ"; // no word of a message is made of them
    RandomPassword password;
    const std::size_t count = 1 + below(4);
    for (std::size_t i = 0; i < count; ++i) {
        std::string piece;
        for (int k = 0; k < 5; ++k)
            piece += letters[below(letters.size())];
        if (i > 0 || below(3) == 0)
            password.text += pick({"@", "/",  "%",   "#",  "?",   "&",   "=",   ":", "'",   "\\", " ",  ";", ",", "[",
                                   "]", "//", "://", "@@", "12/", "?x=", "&y=", "ü", "%zz", "%4", "\"", "+", "$"});
        password.text += piece;
        password.pieces.push_back(piece);
    }
    if (below(4) == 0)
        password.text.insert(0, std::to_string(below(1'000)) + pick({"/", "?", "#", "@", ":"}));
    return password;
}

std::string RandomPasswords::uri(std::string_view password)
{
    return pick({"postgresql://", "postgres://"}) + "app:" + std::string(password) + '@'
         + pick({"db", "db:5433", "127.0.0.1", "[::1]:5433", "a,b:5433", "a:1,b:2"}) + pick({"", "/", "/shop", "/sh%20op"})
         + pick({"", "?sslmode=require", "?schema=public", "?connect_timeout=3&application_name=x", "?user=me"});
}

std::string RandomPasswords::conninfo(std::string_view password)
{
    const std::string quote = pick({"", "'"});
    return pick({"", "host=db ", "host=db port=5433 user=app "}) + pick({"password=", "password = "}) + quote + std::string(password)
         + quote + pick({"", " dbname=shop", " sslmode=require dbname=shop", " sslmod=require"});
}

} // namespace poolwart
