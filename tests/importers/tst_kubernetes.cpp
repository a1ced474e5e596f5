// SPDX-License-Identifier: GPL-3.0-or-later
// A manifest is read as the cluster does: each container has its own variables, each workload its own instances.
#include "model/importers/framework/importer.h"

#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

namespace {

// A workload with one container and the lines of its env.
std::string workload(const std::string &kind, const std::string &name, const std::string &spec, const std::string &env)
{
    std::string indented;
    for (std::size_t begin = 0; begin < env.size();) {
        const std::size_t end = env.find('\n', begin) + 1;
        indented += "        " + env.substr(begin, end - begin);
        begin = end;
    }
    return "---\napiVersion: apps/v1\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec:\n" + spec
         + "  template:\n    spec:\n      containers:\n      - name: c\n" + indented;
}

std::string urlEnv(const std::string &url)
{
    return "env:\n- name: DATABASE_URL\n  value: " + url + "\n";
}

constexpr auto shopUrl = "postgresql://app:pw@pg:5432/shop?connection_limit=10";

Outcome<ImportResult> read(const std::string &text)
{
    return importPlan({.name = "app.yaml", .text = text, .folder = {}});
}

QString refusal(const Outcome<ImportResult> &result)
{
    return result ? u"(taken)"_s : QString::fromStdString(result.error().message);
}

QStringList slotsOf(const Outcome<ImportResult> &result)
{
    if (!result)
        return {refusal(result)};
    QStringList pools;
    for (const PoolPlan &pool : result->plan.pools)
        pools.append(u"%1 %2"_s.arg(QString::fromStdString(pool.name)).arg(pool.slots));
    return pools;
}

// Of lines and kinds that matter: "13 replicas different meaning".
QStringList remarksOf(const ImportResult &result)
{
    QStringList remarks;
    for (const ImportRemark &remark : result.remarks) {
        if (remark.line > 0 && remark.kind != ImportRemark::Kind::PassedOver)
            remarks.append(u"%1 %2"_s.arg(QString::fromStdString(remark.setting), QString::fromStdString(remarkKindEnglish(remark.kind))));
    }
    return remarks;
}

QString valueOf(const Outcome<ImportResult> &result, const char *keyword)
{
    const auto found = result ? result->target.find(keyword) : TargetKeywords::const_iterator();
    return !result || found == result->target.end() ? u"(none)"_s : QString::fromStdString(found->second);
}

} // namespace

class TestKubernetes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theReplicasAreThoseOfTheWorkloadThatHasThePools()
    {
        const auto one = read(workload("Deployment", "web", "  replicas: 3\n", urlEnv(shopUrl))
                              + workload("StatefulSet", "redis", "  replicas: 1\n", "image: redis\n"));
        QCOMPARE(slotsOf(one), QStringList{u"DATABASE_URL 10"_s});
        QVERIFY((one->plan.fleet == Fleet{.replicas = 3, .surge = 1})); // 25%, rounded up, as Kubernetes does
        QCOMPARE(remarksOf(*one), QStringList());
    }

    void theVariablesOfFrameworksAndOfLibpqMakePools()
    {
        const auto spring = read(workload("Deployment", "web", "  replicas: 3\n",
                                          "env:\n- name: SPRING_DATASOURCE_URL\n  value: jdbc:postgresql://pg:5432/shop\n"
                                          "- name: SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE\n  value: \"7\"\n")
                                 + workload("Deployment", "cache", "  replicas: 9\n",
                                            "env:\n- name: URL\n  value: redis://r:6379\n- name: PGPASSWORD\n  value: x\n"));
        QCOMPARE(slotsOf(spring), QStringList{u"pool-1 7"_s});
        QCOMPARE(spring->plan.fleet.replicas, 3);
        const auto libpq = read(workload("Deployment", "web", "  replicas: 2\n",
                                         "env:\n- name: PGHOST\n  value: pg\n- name: OLD_URL\n  value: mysql://u:p@my1/old\n"));
        QCOMPARE(valueOf(libpq, "host"), u"pg"_s);
        QCOMPARE(remarksOf(*libpq), QStringList{u"OLD_URL left out"_s});
    }

    void theSamePoolsInSeveralWorkloadsHaveTheInstancesOfAll()
    {
        const auto both = read(workload("Deployment", "web", "  replicas: 3\n  strategy: {type: Recreate}\n", urlEnv(shopUrl))
                               + workload("Deployment", "worker", "  replicas: 8\n  strategy: {type: Recreate}\n", urlEnv(shopUrl)));
        QCOMPARE(slotsOf(both), QStringList{u"DATABASE_URL 10"_s});
        QVERIFY((both->plan.fleet == Fleet{.replicas = 11}));
        QCOMPARE(remarksOf(*both), QStringList{u"replicas different meaning"_s});
    }

    void variablesOfOtherContainersDoNotMatter()
    {
        const auto d11 = read(workload("Deployment", "web", "  replicas: 3\n", urlEnv(shopUrl) + "- {name: SERVICE_NAME, value: web}\n")
                              + workload("Deployment", "mailer", "  replicas: 1\n", "env:\n- {name: SERVICE_NAME, value: mailer}\n"));
        QCOMPARE(slotsOf(d11), QStringList{u"DATABASE_URL 10"_s});
        QCOMPARE(d11->plan.fleet.replicas, 3);
        const auto c33 =
            read(workload("Deployment", "web", "  replicas: 2\n", urlEnv(shopUrl) + "- {name: LOG_LEVEL, value: info}\n")
                 + workload("Deployment", "reports", "  replicas: 1\n",
                            urlEnv("postgresql://rep:pw@pg:5432/reports?connection_limit=4") + "- {name: LOG_LEVEL, value: debug}\n"));
        QCOMPARE(slotsOf(c33), QStringList({u"web 10"_s, u"reports 4"_s}));
        QCOMPARE(c33->plan.fleet.replicas, 2);
        QCOMPARE(remarksOf(*c33), QStringList({u"replicas different meaning"_s, u"reports left out"_s})); // its database and user
    }

    void variablesOfTheSameContainerAreReplaced()
    {
        const auto given =
            read(workload("Deployment", "web", "  replicas: 2\n",
                          "env:\n- {name: DB_USER, value: app}\n- name: DATABASE_URL\n"
                          "  value: postgresql://$(DB_USER):$(DB_PASSWORD)@$(DB_HOST):$(DB_PORT)/shop?connection_limit=10\n"));
        QCOMPARE(slotsOf(given), QStringList{u"DATABASE_URL 10"_s});
        QCOMPARE(valueOf(given, "user") + u'@' + valueOf(given, "host") + u':' + valueOf(given, "port"), u"app@DB_HOST:(none)"_s);
        QCOMPARE(remarksOf(*given), QStringList({u"DATABASE_URL not understood"_s, u"DATABASE_URL not understood"_s}));
        const auto twice =
            read(workload("Pod", "p", "",
                          urlEnv("postgresql://a@one/x") + "- {name: DATABASE_URL, value: " + std::string("postgresql://a@two/x") + "}\n"));
        QVERIFY(!twice); // a Pod has no template
        const auto last = read(
            workload("Deployment", "p", "", urlEnv("postgresql://a@one/x") + "- {name: DATABASE_URL, value: postgresql://a@two/$$(X)}\n"));
        QCOMPARE(valueOf(last, "host") + u'/' + valueOf(last, "dbname"), u"two/$(X)"_s);
    }

    void configMapsAndSecretsAreFollowed()
    {
        const std::string objects = "apiVersion: v1\nkind: List\nitems:\n- kind: Secret\n  metadata: {name: db}\n  data: {url: "
                                  + QByteArray("postgresql://s:secret@db/shop?connection_limit=6\n").toBase64().toStdString()
                                  + "}\n- kind: ConfigMap\n  metadata: {name: more}\n  data: {OTHER: 'postgresql://o@db/shop'}\n";
        const auto given = read(
            objects
            + workload(
                "DaemonSet", "agent", "",
                "envFrom:\n- {prefix: X_, configMapRef: {name: more}}\n- secretRef: {name: elsewhere}\nenv:\n- name: DATABASE_URL\n"
                "  valueFrom: {secretKeyRef: {name: db, key: url}}\n- name: DIRECT_URL\n  valueFrom: {secretKeyRef: {name: db, key: no}}\n"));
        QCOMPARE(slotsOf(given), QStringList({u"X_OTHER 12"_s, u"DATABASE_URL 6"_s}));
        const QStringList remarks = remarksOf(*given);
        for (const QString &remark : {u"agent left out"_s, u"Secret elsewhere left out"_s, u"DIRECT_URL not understood"_s})
            QVERIFY2(remarks.contains(remark), qPrintable(remarks.join(u'\n')));
        for (const ImportRemark &remark : given->remarks)
            QVERIFY(remark.english().find("secret@") == std::string::npos);
    }

    void aConfigMapMayHoldAPgBouncerIni()
    {
        const std::string ini = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pooler}\ndata:\n  pgbouncer.ini: |\n    [databases]\n"
                                "    shop = host=db user=app colour=red\n    [pgbouncer]\n    default_pool_size = 5\n";
        const auto given = read(ini + workload("Deployment", "pgbouncer", "  replicas: 2\n", "image: pgbouncer\n")
                                + "      volumes:\n      - name: v\n        configMap: {name: pooler}\n");
        QCOMPARE(slotsOf(given), QStringList{u"shop 5"_s});
        QCOMPARE(given->plan.fleet.replicas, 2);
        QCOMPARE(remarksOf(*given), QStringList{u"pgbouncer.ini:2 colour not understood"_s});
    }

    void jobsRunAsOftenAsTheirParallelism()
    {
        const auto job = read("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly}\nspec:\n  schedule: '0 3 * * *'\n"
                              "  jobTemplate:\n    spec:\n      parallelism: 4\n      template:\n        spec:\n          containers:\n"
                              "          - name: c\n            env:\n            - {name: DATABASE_URL, value: 'postgresql://a@b/c'}\n");
        QVERIFY2(job.ok(), qPrintable(refusal(job)));
        QVERIFY((job->plan.fleet == Fleet{.replicas = 4}));
        QCOMPARE(remarksOf(*job), QStringList{u"nightly different meaning"_s});
    }

    void whatHasNoPoolSaysWhereOneWouldBe()
    {
        const auto none =
            read(workload("Deployment", "web", "", "env:\n- name: DATABASE_URL\n  valueFrom: {secretKeyRef: {name: s, key: k}}\n"));
        QCOMPARE(refusal(none), u"app.yaml: the file contains no pool."_s);
        QVERIFY(none.error().hint.find("“kubernetes”") != std::string::npos);
        QVERIFY2(none.error().details.find("DATABASE_URL (not understood): The value is not in the file") != std::string::npos,
                 none.error().details.c_str());
    }

    void tenThousandDocumentsAreRead()
    {
        std::string many;
        for (int i = 0; i < 10'000; ++i)
            many += "---\napiVersion: v1\nkind: Service\nmetadata: {name: s" + std::to_string(i) + "}\n";
        const auto given = read(many + workload("Deployment", "web", "  replicas: 3\n", urlEnv(shopUrl)));
        QCOMPARE(slotsOf(given), QStringList{u"DATABASE_URL 10"_s});
        QCOMPARE(given->plan.fleet.replicas, 3);
    }
};

QTEST_GUILESS_MAIN(TestKubernetes)
#include "tst_kubernetes.moc"
