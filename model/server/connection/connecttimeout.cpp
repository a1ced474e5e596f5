// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/connecttimeout.h"

#include "model/server/connection/target.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace poolwart {

namespace {

std::string valueOf(const std::map<std::string, std::string> &parameters, const char *keyword)
{
    const auto found = parameters.find(keyword);
    return found == parameters.end() ? std::string() : found->second;
}

// A name may stand for an IPv4 and an IPv6 address, of which libpq tries one after the other.
int addressesOf(std::string_view host)
{
    constexpr std::string_view ofAddresses = "0123456789.:abcdefABCDEF";
    const bool isSocket = host.empty() || host.front() == '/' || host.front() == '@';
    const bool isAddress =
        host.find_first_not_of(ofAddresses) == std::string_view::npos && host.find_first_of(".:") != std::string_view::npos;
    return isSocket || isAddress ? 1 : 2;
}

int addressesOfAll(std::string_view hosts)
{
    int count = 0;
    for (std::size_t from = 0; from <= hosts.size();) {
        const std::size_t end = std::min(hosts.find(',', from), hosts.size());
        count += addressesOf(hosts.substr(from, end - from));
        from = end + 1;
    }
    return count;
}

} // namespace

std::chrono::seconds connectTimeoutOf(const Target &target, std::chrono::milliseconds otherwise)
{
    const std::string said = valueOf(effectiveParameters(target), "connect_timeout");
    int seconds = 0;
    std::from_chars(said.data(), said.data() + said.size(), seconds);
    const auto wanted = seconds > 0 ? std::chrono::seconds(seconds) : std::chrono::ceil<std::chrono::seconds>(otherwise);
    return std::max(std::chrono::seconds(2), wanted);
}

std::chrono::milliseconds longestConnect(const Target &target, std::chrono::milliseconds otherwise)
{
    const auto parameters = effectiveParameters(target);
    const std::string addresses = valueOf(parameters, "hostaddr");
    return addressesOfAll(addresses.empty() ? valueOf(parameters, "host") : addresses) * connectTimeoutOf(target, otherwise);
}

} // namespace poolwart
