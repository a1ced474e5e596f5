// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace poolwart {

// A Node project with its packages from npm. They are installed once into the user's cache, by the name of
// what they are, and found there by the next run: no network then.
class NodeProject
{
public:
    // `packageJson` says what is to be installed. The packages are shared between projects, but for those in
    // `ownPackages`, which a generator writes into.
    explicit NodeProject(const QByteArray &packageJson, const QStringList &ownPackages = {});

    // Why the project cannot be had here ("Node 18.19.0 is older than 20.19"), or empty.
    QString whyNot() const { return m_whyNot; }

    QString path(const QString &file) const;
    void write(const QString &file, const QByteArray &content) const;

    struct Result
    {
        int exitCode = -1;
        QByteArray output; // both streams
    };
    // `node ARGUMENTS` in the project's folder.
    Result node(const QStringList &arguments, const QStringList &environment = {}) const;
    // A process of the same, to talk with.
    std::unique_ptr<QProcess> start(const QStringList &arguments, const QStringList &environment) const;

    bool copyPackage(const QString &name, const QString &to) const;

private:
    void install(const QByteArray &packageJson, const QStringList &ownPackages);
    bool link(const QString &packages, const QStringList &ownPackages) const;

    QTemporaryDir m_folder;
    QString m_whyNot;
};

// A Node program that says {"ready":true}, then answers each line of JSON with one (tests/exporters/consumers/*.ts).
class Consumer
{
public:
    explicit Consumer(std::unique_ptr<QProcess> process); // waits until it is ready
    ~Consumer();

    void send(const QJsonObject &command);
    QJsonObject receive();                               // the next answer; empty: none came
    QByteArrayList printed() const { return m_printed; } // the lines before it that were no answers
    QJsonObject ask(const QJsonObject &command);

    void signal(int number);
    int waitForExit(); // the exit code; -1: it did not end, or crashed
    QByteArray log();  // what it wrote to standard error so far

    Consumer(const Consumer &) = delete;
    Consumer &operator=(const Consumer &) = delete;

private:
    std::unique_ptr<QProcess> m_process;
    QByteArray m_log;
    QByteArrayList m_printed;
};

} // namespace poolwart
