// SPDX-License-Identifier: GPL-3.0-or-later
// The exported objects, read by PyYAML: types and values as Kubernetes' schema wants them.
#include "tests/exporters/exported.h"
#include "tests/support/proof.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace poolwart;
using namespace Qt::StringLiterals;

class TestKubernetesConsumer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueOfTheConfigMapIsAStringAndThePlans()
    {
        const Proving proving(proof(u"every value of the ConfigMap is a string and the plan’s, whatever is in the names"_s));
        writeFiles(m_folder.path(), exported("kubernetes", mixedContext()));
        const QJsonObject map = parsed("configmap.yaml");
        QCOMPARE(map[u"apiVersion"_s].toString() + map[u"kind"_s].toString(), u"v1ConfigMap"_s);
        QCOMPARE(map[u"metadata"_s][u"name"_s].toString(), u"b-ro-s-pools"_s);
        const QJsonObject data = map[u"data"_s].toObject();
        QCOMPARE(data.size(), 5 + 3 * 10);
        for (const QJsonValue &value : data)
            QVERIFY(value.isString());
        QCOMPARE(data[u"POOL_APPLICATION_NAME"_s].toString(), u"büro's"_s);
        QCOMPARE(data[u"POOL_1_NAME"_s].toString(), u"a\"b'c\\d#e;f%g${h}ü"_s);
        QCOMPARE(data[u"POOL_1_ACQUIRE_TIMEOUT_MS"_s].toString(), u"1500"_s);
        QCOMPARE(data[u"POOL_1_IDLE_TIMEOUT_MS"_s].toString(), QString());
    }

    void theSecretAndTheDeploymentFitTheConfigMap()
    {
        const Proving proving(proof(u"Secret and Deployment fit it: names, replicas, surge, a rollout that can go on"_s));
        writeFiles(m_folder.path(), exported("kubernetes", mixedContext()));
        const QJsonObject secret = parsed("secret.yaml");
        QCOMPARE(secret[u"kind"_s].toString(), u"Secret"_s);
        QVERIFY(secret[u"stringData"_s][u"DATABASE_URL"_s].toString().startsWith(u"postgresql://app%40x:a%22b"_s));
        QVERIFY(!(QFile::permissions(m_folder.filePath(u"secret.yaml"_s)) & QFile::ReadOther));
        const QJsonValue spec = parsed("deployment-fragment.yaml")[u"spec"_s];
        QCOMPARE(spec[u"replicas"_s].toInt(), 2);
        QCOMPARE(spec[u"strategy"_s][u"rollingUpdate"_s].toObject(), (QJsonObject{{u"maxSurge"_s, 1}, {u"maxUnavailable"_s, 0}}));
        const QJsonValue container = spec[u"template"_s][u"spec"_s][u"containers"_s][0];
        QCOMPARE(container[u"envFrom"_s][0][u"configMapRef"_s][u"name"_s].toString(), u"b-ro-s-pools"_s);
        QCOMPARE(container[u"envFrom"_s][1][u"secretRef"_s][u"name"_s].toString(), secret[u"metadata"_s][u"name"_s].toString());
    }

    void randomPlansAreSoundYamlWithValidNames()
    {
        const Proving proving(proof(u"random plans are sound YAML with names as RFC 1123 wants them"_s));
        static const QRegularExpression name(u"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"_s);
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Plan plan = randomPlan(seed);
            writeFiles(m_folder.path(), exported("kubernetes", sampleContext(plan)));
            const QJsonObject map = parsed("configmap.yaml");
            QVERIFY(name.match(map[u"metadata"_s][u"name"_s].toString()).hasMatch());
            QCOMPARE(map[u"data"_s][u"POOL_0_NAME"_s].toString(), QString::fromStdString(plan.pools[0].name));
        }
    }

private:
    static Proof proof(const QString &shows)
    {
        return {.format = u"kubernetes"_s, .version = u"v1"_s, .consumer = u"PyYAML"_s, .shows = shows};
    }

    QJsonObject parsed(const char *file) const
    {
        const auto read = runTool(
            {.program = u"/usr/bin/python3"_s,
             .arguments = {qEnvironmentVariable("POOLWART_SOURCE") + u"/tests/exporters/consumers/parsed.py"_s, QString::fromLatin1(file)},
             .folder = m_folder.path()});
        if (read.exitCode != 0)
            qWarning("%s", read.output.constData());
        return QJsonDocument::fromJson(read.output).object();
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestKubernetesConsumer)
#include "tst_kubernetesconsumer.moc"
