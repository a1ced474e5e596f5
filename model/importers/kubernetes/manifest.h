// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/importers/environment/variables.h"
#include "model/importers/syntax/settings.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace poolwart {

class PlanDraft;

// Where the value of a container's variable is: a key of a ConfigMap or a Secret, or known at run time only.
struct ManifestReference
{
    std::string kind; // "ConfigMap", "Secret"; empty: another source, such as a field of the pod
    std::string object;
    std::string key;
};

struct ManifestVariable
{
    int line = 0;
    std::string name;
    std::string value;
    std::optional<ManifestReference> from; // instead of the value
};

// envFrom: all variables of an object.
struct ManifestObject
{
    int line = 0;
    std::string kind; // "ConfigMap", "Secret"
    std::string name;
    std::string prefix; // of the variables' names
};

struct ManifestContainer
{
    std::string name;
    std::vector<ManifestObject> from; // first these, then the variables
    std::vector<ManifestVariable> variables;
};

// A Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob or Pod: how often it runs, and its containers.
struct ManifestWorkload
{
    std::string kind;
    std::string name;
    int line = 0;
    int replicas = 1;
    int surge = 0; // more instances during an update
    bool saysReplicas = false;
    bool saysSurge = false;
    std::vector<ManifestContainer> containers;
    std::vector<std::string> mounted; // ConfigMaps
};

// A ConfigMap or a Secret, with its values decoded.
struct ManifestData
{
    std::string kind;
    std::string name;
    std::vector<Variable> variables;
};

// The objects of a file that matter for pools, by Kubernetes' API reference (v1, apps/v1, batch/v1).
struct Manifest
{
    std::vector<ManifestData> data;
    std::vector<ManifestWorkload> workloads;
};

// Reads the documents, lists of objects included. What does not matter is named in the draft's remarks, and so is what a plan
// cannot hold.
Manifest readManifest(PlanDraft &draft, const std::vector<Settings> &documents);

// The variables of a container as its process sees them: later ones replace earlier ones of the same name, and $(NAME) is
// replaced. Values that only the cluster knows are named in the remarks; NAME stands for them.
std::vector<Variable> environmentOf(PlanDraft &draft, const Manifest &manifest, const ManifestContainer &container);

} // namespace poolwart
