// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/core/random.h"
#include "model/store/planfile.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

using namespace poolwart;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QByteArray smallest = R"({"format": "poolwart-plan", "version": 1, "pools": [{"name": "a"}]})";

std::string randomName(Random &random, int number)
{
    static const std::vector<QString> parts{u"orders"_s, u"ä–ö"_s, u"\"quoted\\"_s, u"päpstlich 🐘"_s, u"</x>"_s};
    return parts[random.below(parts.size())].toStdString() + std::to_string(number);
}

template <class T>
std::optional<T> maybe(Random &random, T value)
{
    return random.below(4) == 0 ? std::nullopt : std::optional(value);
}

std::chrono::milliseconds randomTime(Random &random)
{
    // Half of them odd numbers of milliseconds, half of them whole minutes.
    const auto milliseconds = std::chrono::milliseconds(1'000 + random.below(3'600'000));
    return random.below(2) == 0 ? milliseconds : std::chrono::milliseconds(std::chrono::ceil<std::chrono::minutes>(milliseconds));
}

int randomCount(Random &random, int least, int most)
{
    return least + static_cast<int>(random.below(static_cast<std::uint64_t>(most - least) + 1));
}

Plan randomPlan(Random &random)
{
    Plan plan;
    plan.applicationName = randomName(random, 0);
    plan.policy = routingPolicies[random.below(routingPolicies.size())];
    plan.migrationShare = randomCount(random, 0, 100);
    plan.fleet = {.replicas = randomCount(random, 1, limits::maxFleet),
                  .surge = randomCount(random, 0, limits::maxFleet),
                  .processes = randomCount(random, 1, limits::maxFleet)};
    const int pools = randomCount(random, 1, limits::maxPools);
    for (int number = 1; number <= pools; ++number) {
        PoolPlan pool{.id = PoolId(static_cast<std::uint32_t>(number)), .name = randomName(random, number)};
        pool.slots = randomCount(random, 1, limits::maxSlotsPerPool);
        pool.minimumIdle = maybe(random, randomCount(random, 0, pool.slots));
        pool.acquireTimeout = randomTime(random);
        pool.connectTimeout = randomTime(random);
        pool.idleTimeout = maybe(random, randomTime(random));
        pool.maxLifetime = maybe(random, randomTime(random));
        pool.statementTimeout = maybe(random, randomTime(random));
        pool.queueLimit = maybe(random, randomCount(random, 0, limits::maxQueue));
        pool.weight = randomCount(random, 1, limits::maxWeight);
        plan.pools.push_back(pool);
    }
    return plan;
}

QJsonObject parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

} // namespace

class TestPlanFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string pathOf(const char *name) const { return m_folder.filePath(QString::fromUtf8(name)).toStdString(); }
    std::string write(const char *name, const QByteArray &content) const
    {
        QFile file(QString::fromStdString(pathOf(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the test's own file");
        return pathOf(name);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aThousandRandomPlansComeBackAsTheyWere()
    {
        for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
            Random random(seed);
            const Plan plan = randomPlan(random);
            QVERIFY2(validate(plan).ok(), qPrintable(u"seed %1"_s.arg(seed)));
            const QByteArray json = QJsonDocument(planToJson(plan)).toJson();
            const auto back = planFromJson(parsed(json));
            QVERIFY2(back.ok(), qPrintable(u"seed %1"_s.arg(seed)));
            QVERIFY2(*back == plan, qPrintable(u"seed %1"_s.arg(seed)));
        }
    }

    void aFileIsReadAsItWasWritten()
    {
        Random random(7);
        const Plan plan = randomPlan(random);
        const std::string path = pathOf("written.json");
        QVERIFY(writePlanFile(uniformPlan(1, 25), path).ok());
        QVERIFY(writePlanFile(plan, path).ok());
        QVERIFY(readPlanFile(path).value() == plan);
    }

    void aFileReadsFromTheTopAsThePlanIsThoughtOf()
    {
        const std::string path = pathOf("ordered.json");
        Plan plan = uniformPlan(1, 12);
        plan.pools[0].queueLimit = 100;
        plan.pools[0].idleTimeout = std::nullopt;
        QVERIFY(writePlanFile(plan, path).ok());
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(R"({
  "format": "poolwart-plan",
  "version": 1,
  "application_name": "app",
  "policy": "round-robin",
  "migration_share": 100,
  "fleet": {"replicas": 1, "surge": 0, "processes": 1},
  "pools": [
    {
      "name": "pool-1",
      "slots": 12,
      "minimum_idle": null,
      "acquire_timeout": "20s",
      "connect_timeout": "5s",
      "idle_timeout": null,
      "max_lifetime": "30m",
      "statement_timeout": null,
      "queue_limit": 100,
      "weight": 1
    }
  ]
}
)"));
    }

    void whatIsNotSaidHasTheDefaults()
    {
        Plan expected;
        expected.pools = {PoolPlan{.id = PoolId(1), .name = "a"}};
        QVERIFY(planFromJson(parsed(smallest)).value() == expected);
    }

    void aRunFileGivesItsPlan()
    {
        const Plan plan = uniformPlan(5, 12);
        const QJsonObject run{{u"format"_s, u"poolwart-run"_s}, {u"version"_s, 1}, {u"plan"_s, planToJson(plan)}};
        QVERIFY(planFromJson(run).value() == plan);

        QJsonObject broken = run;
        broken[u"plan"_s] = parsed(R"({"format": "poolwart-plan", "version": 1, "pools": [{"name": "a", "slots": 0}]})");
        QCOMPARE(planFromJson(broken).error().message, std::string("plan.pools[0].slots: 0 is outside 1 to 1000."));
    }

    void aWrongFieldIsRefusedWithItsPath_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *name, const QByteArray &json, const char *message) {
            QTest::addRow("%s", name) << json << QByteArray(message);
        };
        const auto top = [](const QByteArray &fields) { return R"({"format": "poolwart-plan", "version": 1, )" + fields + '}'; };
        const auto pool = [&top](const QByteArray &fields) { return top(R"("pools": [{"name": "a"}, {"name": "b", )" + fields + "}]"); };
        row("no format", R"({"version": 1})", "format: this is not a plan: expected “poolwart-plan”, got “”.");
        row("other format", R"({"format": 7})", "format: expected a text, got 7.");
        row("no version", R"({"format": "poolwart-plan"})", "version: this field is missing.");
        row("newer", R"({"format": "poolwart-plan", "version": 2, "shards": 3})",
            "version: the file has version 2, but this program reads version 1.");
        row("version 0", R"({"format": "poolwart-plan", "version": 0})", "version: version 0 does not exist.");
        row("no pools", top(R"("policy": "random")"), "pools: this field is missing.");
        row("empty pools", top(R"("pools": [])"), "pools: 0 is outside 1 to 100.");
        row("pools object", top(R"("pools": {})"), "pools: expected a list, got an object.");
        row("pool text", top(R"("pools": ["a"])"), "pools[0]: expected an object, got \"a\".");
        row("no name", top(R"("pools": [{"slots": 3}])"), "pools[0].name: this field is missing.");
        row("policy", top(R"("policy": "fastest", "pools": [{"name": "a"}])"), "policy: unknown policy “fastest”.");
        row("misspelt", pool(R"("slot": 12)"), "pools[1].slot: this field is unknown.");
        row("misspelt above", top(R"("pool": 1, "pools": [{"name": "a"}])"), "pool: this field is unknown.");
        row("misspelt fleet", top(R"("fleet": {"replica": 2}, "pools": [])"), "fleet.replica: this field is unknown.");
        row("fleet", top(R"("fleet": [], "pools": [])"), "fleet: expected an object, got a list.");
        row("10^12 slots", pool(R"("slots": 1000000000000)"), "pools[1].slots: 1000000000000 is out of range.");
        row("1e12 slots", pool(R"("slots": 1e12)"), "pools[1].slots: 1000000000000 is out of range.");
        row("1e300 slots", pool(R"("slots": 1e300)"), "pools[1].slots: 1e+300 is out of range.");
        row("-1e30 slots", pool(R"("slots": -1e30)"), "pools[1].slots: -1e+30 is out of range.");
        row("many slots", pool(R"("slots": 1001)"), "pools[1].slots: 1001 is outside 1 to 1000.");
        row("half a slot", pool(R"("slots": 1.5)"), "pools[1].slots: expected a whole number, got 1.5.");
        row("slots text", pool(R"("slots": "12")"), "pools[1].slots: expected a whole number, got \"12\".");
        row("slots null", pool(R"("slots": null)"), "pools[1].slots: expected a whole number, got null.");
        row("idle true", pool(R"("minimum_idle": true)"), "pools[1].minimum_idle: expected a whole number, got true.");
        row("bare time", pool(R"("idle_timeout": 20)"), "pools[1].idle_timeout: expected a duration such as \"20s\", got 20.");
        row("no acquire timeout", pool(R"("acquire_timeout": null)"),
            "pools[1].acquire_timeout: expected a duration such as \"20s\", got null.");
        row("time", pool(R"("max_lifetime": "soon")"), "pools[1].max_lifetime: “soon” is not a duration.");
        row("same name", pool(R"("name": "a")"), "pools[1].name: “a” is already the name of an earlier pool.");
        row("101 pools", top("\"pools\": [" + QByteArray("1,").repeated(100) + "1]"), "pools: 101 exceeds the limit of 100.");
    }
    void aWrongFieldIsRefusedWithItsPath()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, message);
        const QJsonObject object = parsed(json);
        QVERIFY2(!object.isEmpty(), "the test's own JSON is malformed");
        const auto plan = planFromJson(object);
        QVERIFY(!plan.ok());
        QCOMPARE(QByteArray::fromStdString(plan.error().message), message);
        QCOMPARE(plan.error().kind, ErrorKind::BadInput);
    }

    void aBrokenFileIsRefusedWithThePlace_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("hint");
        const QByteArray cutOff = "The file ends too early; it may have been cut off.";
        QTest::addRow("missing comma") << QByteArray("{\"format\": \"poolwart-plan\",\n  \"version\": 1\n  \"pools\": []}")
                                       << QByteArray("line 3, column 3") << QByteArray();
        QTest::addRow("umlauts") << QByteArray("{\"ä\": \"ö\", ?}") << QByteArray("line 1, column 12") << QByteArray();
        QTest::addRow("NaN") << QByteArray(R"({"format": "poolwart-plan", "version": NaN})") << QByteArray("line 1, column 40")
                             << QByteArray();
        QTest::addRow("truncated") << smallest.chopped(3) << QByteArray("line 1, column 65") << cutOff;
        QTest::addRow("empty") << QByteArray() << QByteArray("line 1, column 1") << cutOff;
        QTest::addRow("not UTF-8") << QByteArray("{\"name\": \"\xe4\"}") << QByteArray("is not UTF-8 text") << QByteArray();
        QTest::addRow("a list") << QByteArray("[1]") << QByteArray("contains no JSON object") << QByteArray();
        QTest::addRow("trailing comma") << QByteArray("{\n\"version\": 1,\n}") << QByteArray("line 3, column 1") << QByteArray();
        QTest::addRow("deep") << QByteArray("[").repeated(100'000) << QByteArray("line 1, column") << cutOff;
    }
    void aBrokenFileIsRefusedWithThePlace()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, hint);
        const auto plan = readPlanFile(write("broken.json", content));
        QVERIFY(!plan.ok());
        QVERIFY2(QByteArray::fromStdString(plan.error().message).contains(message), plan.error().message.c_str());
        QVERIFY(plan.error().message.find("broken.json") != std::string::npos);
        QCOMPARE(QByteArray::fromStdString(plan.error().hint), hint);
        QCOMPARE(plan.error().kind, ErrorKind::BadInput);
    }

    void aByteOrderMarkIsNoFault() { QVERIFY(readPlanFile(write("bom.json", "\xef\xbb\xbf" + smallest)).ok()); }

    void whatIsNoFileIsSaidToBeNone()
    {
        QCOMPARE(readPlanFile(pathOf("nowhere.json")).error().kind, ErrorKind::NotFound);
        QVERIFY(readPlanFile(m_folder.path().toStdString()).error().message.ends_with("is a folder, not a file."));
        QVERIFY(readPlanFile("/dev/zero").error().message.ends_with("the limit for plans and runs."));
    }

    void aFileThatMayNotBeReadIsSaidToBeSo()
    {
        const std::string path = write("secret.json", smallest);
        QFile::setPermissions(QString::fromStdString(path), QFileDevice::WriteOwner);
        QFile::setPermissions(m_folder.path(), QFileDevice::Permissions(0x7755));
        const bool isRoot = geteuid() == 0; // who may read everything; nobody may not
        if (isRoot)
            QCOMPARE(seteuid(65534), 0);
        const auto plan = readPlanFile(path);
        if (isRoot)
            QCOMPARE(seteuid(0), 0);
        QCOMPARE(plan.error().kind, ErrorKind::Io);
        QVERIFY(plan.error().message.find("secret.json") != std::string::npos);
    }

    void aFullDiskLeavesTheOldFileAndSaysSo()
    {
        const std::string path = pathOf("full.json");
        const Plan old = uniformPlan(1, 25);
        QVERIFY(writePlanFile(old, path).ok());

        // A limit on the size of files stands for the full disk: the write fails half way, as there.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit tight{.rlim_cur = 4096, .rlim_max = before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
        const Done written = writePlanFile(uniformPlan(100, 12), path);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);

        QVERIFY(!written.ok());
        QCOMPARE(written.error().kind, ErrorKind::Io);
        QVERIFY(written.error().message.find("full.json") != std::string::npos);
        QVERIFY(readPlanFile(path).value() == old);
        QCOMPARE(QDir(m_folder.path()).entryList({u"full.json*"_s}, QDir::Files), QStringList{u"full.json"_s});
    }

    void aMissingFolderAndAnInvalidPlanAreNotWritten()
    {
        QCOMPARE(writePlanFile(uniformPlan(5, 12), pathOf("no/such/folder.json")).error().kind, ErrorKind::Io);
        QCOMPARE(writePlanFile(Plan{}, pathOf("invalid.json")).error().kind, ErrorKind::BadInput);
        QVERIFY(!QFile::exists(QString::fromStdString(pathOf("invalid.json"))));
    }

    // Whatever happens to a file on its way, what is taken from it is a valid plan or nothing.
    void everyTruncationAndEveryBitFlipIsRefusedOrStillValid()
    {
        Random random(11);
        Plan plan = uniformPlan(3, 12);
        plan.pools[1].queueLimit = 7;
        const QByteArray whole = QJsonDocument(planToJson(plan)).toJson();
        for (qsizetype length = 0; length < whole.size() - 1; ++length)
            QVERIFY(!readPlanFile(write("fuzz.json", whole.first(length))).ok());
        for (int i = 0; i < 5'000; ++i) {
            QByteArray damaged = whole;
            for (std::uint64_t flips = 1 + random.below(4); flips > 0; --flips) {
                char &byte = damaged[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(whole.size())))];
                byte = static_cast<char>(byte ^ (1 << random.below(8)));
            }
            const auto read = readPlanFile(write("fuzz.json", damaged));
            QVERIFY2(!read.ok() || validate(*read).ok(), qPrintable(u"flip %1"_s.arg(i)));
            QVERIFY(read.ok() || !read.error().message.empty());
        }
    }
};

QTEST_GUILESS_MAIN(TestPlanFile)
#include "tst_planfile.moc"
