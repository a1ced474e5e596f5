// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/core/outcome.h"
#include "model/server/process/filelock.h"
#include "model/server/process/unixuser.h"
#include "model/server/sandbox/sandbox.h"

#include <optional>
#include <string>

namespace poolwart {

// The sandbox's folder on disk:
//   lock        held by the console that uses it, and by its watchdog
//   data/       PostgreSQL's own; data/poolwart.conf holds our settings
//   socket/     only the owner of the server gets in (in /tmp where the path would be too long for a socket)
//   password    of role "app"
//   port        of the last start, kept so that exported programs go on working
//   loaded      the number of accounts; written last, so where it is missing the rest is not to be used
//   server.log
// All of it belongs to the server's user. Started by root, we touch it with that user's rights only.
class SandboxDirectory
{
public:
    // Creates and locks the folder. An empty name means the default, numbered if other consoles use it.
    static Outcome<SandboxDirectory> claim(const std::string &wanted, std::optional<UnixUser> user);

    const std::string &path() const { return m_path; }
    std::string data() const { return m_path + "/data"; }
    std::string log() const { return m_path + "/server.log"; }
    std::string socketDirectory() const;
    const std::optional<UnixUser> &user() const { return m_user; } // user that runs the server, if not the current one
    int lockDescriptor() const { return m_lock.descriptor(); }

    // The major version and the number of accounts of the existing data; nothing if it is not usable.
    std::optional<int> major() const;
    std::optional<int> accounts() const;
    bool setAccounts(std::optional<int> accounts);

    Outcome<std::string> newPassword() const;
    std::string password() const;
    int port() const { return m_port; }
    void choosePort(); // the last one if it is free, otherwise any free one

    Done makeSocketDirectory() const;
    void removeSocketDirectory() const;
    Done writeSettings(const SandboxConfig &config) const; // and the access rules
    Done includeSettings() const;                          // once, after initdb
    void rotateLog() const;
    std::string logTail() const;
    bool clear() const; // removes the data

    // The postmaster of this folder, if it runs; and every process of it.
    std::optional<pid_t> postmaster() const;
    void endLeftovers() const; // kills processes left by a crashed postmaster and removes its pid file

private:
    SandboxDirectory(std::string path, FileLock lock, std::optional<UnixUser> user);
    static std::optional<SandboxDirectory> tryClaim(const std::string &path, const std::optional<UnixUser> &user);
    uid_t owner() const; // of the server's processes and files
    // As the server's user, who owns the folder.
    std::string read(const std::string &path) const;
    Done write(const std::string &path, const std::string &content) const;

    std::string m_path;
    FileLock m_lock;
    std::optional<UnixUser> m_user;
    int m_port = 0;
};

} // namespace poolwart
