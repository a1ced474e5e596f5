// SPDX-License-Identifier: GPL-3.0-or-later
// The exported odyssey.conf by a grammar of our own and a table of Odyssey's keywords: Odyssey itself is in no Debian.
#include "tests/exporters/exported.h"
#include "tests/support/proof.h"

#include <QTest>

#include <map>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

// By the block they stand in, from the project's cfg/keywords.c and the sample in its documentation.
const std::map<QString, QStringList> keywords{
    {u""_s, {u"listen"_s, u"storage"_s, u"database"_s}},
    {u"listen"_s, {u"host"_s, u"port"_s, u"tls"_s}},
    {u"storage"_s, {u"type"_s, u"host"_s, u"port"_s, u"tls"_s}},
    {u"database"_s, {u"user"_s}},
    {u"user"_s,
     {u"authentication"_s, u"password"_s, u"storage"_s, u"storage_db"_s, u"storage_user"_s, u"storage_password"_s, u"pool"_s,
      u"pool_size"_s, u"min_pool_size"_s, u"pool_timeout"_s, u"pool_ttl"_s, u"server_lifetime"_s, u"pool_discard"_s,
      u"pool_reserve_prepared_statement"_s, u"options"_s, u"backend_startup_options"_s}}};

// Words and "texts" of one line, unescaped; empty where it is none.
QStringList wordsOf(const QString &line)
{
    QStringList words;
    for (qsizetype i = 0; i < line.size();) {
        if (line[i].isSpace()) {
            ++i;
            continue;
        }
        const bool isText = line[i] == u'"';
        QString word;
        i += isText ? 1 : 0;
        for (; i < line.size() && (isText ? line[i] != u'"' : !line[i].isSpace()); ++i) {
            i += isText && line[i] == u'\\' ? 1 : 0;
            word += line.mid(i, 1);
        }
        if (isText && i++ >= line.size())
            return {};
        words.append(word);
    }
    return words;
}

} // namespace

class TestOdysseyGrammar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeywordIsOdysseysAndEveryValueThePlans()
    {
        const Proving proving({.format = u"odyssey"_s,
                               .version = u"1.4"_s,
                               .consumer = u"own grammar, table of keywords"_s,
                               .shows = u"every keyword is Odyssey’s and every value the plan’s, whatever is in names and password"_s});
        QMap<QString, QString> settings;
        QStringList path;
        QStringList blocks{QString()};
        for (const QString &line : QString::fromUtf8(fileOf(exported("odyssey", mixedContext()), "odyssey.conf")).split(u'\n')) {
            if (line.trimmed().isEmpty() || line.trimmed().startsWith(u'#'))
                continue;
            QStringList words = wordsOf(line);
            QVERIFY2(!words.isEmpty(), qPrintable(line));
            if (words == QStringList{u"}"_s}) {
                QVERIFY(!path.isEmpty());
                path.removeLast();
                blocks.removeLast();
                continue;
            }
            const QString word = words.front();
            const bool isFree = blocks.back() == u"options" || blocks.back() == u"backend_startup_options";
            QVERIFY2(isFree || keywords.at(blocks.back()).contains(word), qPrintable(line));
            if (words.back() == u"{") {
                words.removeLast();
                path.append(words.join(u' '));
                blocks.append(word);
            } else {
                QCOMPARE(words.size(), 2);
                settings[(path + QStringList{word}).join(u'|')] = words[1];
            }
        }
        QVERIFY(path.isEmpty());
        const QString user = u"database b_ro_s_p1|user app@x|"_s;
        QCOMPARE(settings[user + u"pool_size"_s], u"7"_s);
        QCOMPARE(settings[user + u"min_pool_size"_s], u"0"_s);
        QCOMPARE(settings[user + u"pool_timeout"_s], u"1500"_s);
        QCOMPARE(settings[user + u"pool_ttl"_s], u"0"_s);
        QCOMPARE(settings[user + u"server_lifetime"_s], u"91"_s);
        QCOMPARE(settings[user + u"storage_password"_s], u"a\"b'c\\d#e;f%g${h}ü: @"_s);
        QCOMPARE(settings[user + u"storage_db"_s], u"a/b c"_s);
        QCOMPARE(settings[user + u"options|statement_timeout"_s], u"250"_s);
        QCOMPARE(settings[user + u"backend_startup_options|application_name"_s], u"büro's-p1"_s);
        QCOMPARE(settings[u"storage pg|tls"_s], u"require"_s);
    }
};

QTEST_GUILESS_MAIN(TestOdysseyGrammar)
#include "tst_odysseygrammar.moc"
