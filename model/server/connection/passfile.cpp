// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/server/connection/passfile.h"

#include "model/core/text.h"
#include "model/server/connection/target.h"

#include <cstdlib>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace poolwart {

namespace {

std::string environmentVariable(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

// As libpq finds it.
std::string homeDirectory()
{
    if (std::string home = environmentVariable("HOME"); !home.empty())
        return home;
    passwd entry{};
    passwd *found = nullptr;
    char buffer[4096];
    ::getpwuid_r(::geteuid(), &entry, buffer, sizeof buffer, &found);
    return found ? found->pw_dir : "";
}

std::string passfileOf(const Target &target)
{
    const auto parameters = effectiveParameters(target);
    const auto named = parameters.find("passfile");
    return named == parameters.end() ? homeDirectory() + "/.pgpass" : named->second;
}

} // namespace

std::optional<std::string> openPassfile(const Target &target)
{
    if (!target.password.reveal().empty() || !environmentVariable("PGPASSWORD").empty())
        return std::nullopt;
    const std::string path = passfileOf(target);
    struct stat status
    {
    };
    const bool isFile = ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
    return isFile && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0 ? std::optional(path) : std::nullopt;
}

std::optional<std::string> passfileWarning(const Target &target)
{
    const auto path = openPassfile(target);
    if (!path)
        return std::nullopt;
    return text(QT_TRANSLATE_NOOP("core", "The password in “%1” is ignored because other users may access the file. Set its mode to 0600."),
                *path);
}

} // namespace poolwart
