#pragma once

#include <memory>
#include <string>
#include <vector>

#include "expression/head.h"
#include "training/expression/combinations.h"
#include "training/expression/ensemble_training.h"

namespace ganemotion::training {

/// A head that is to be fitted to the features of its backbone.
struct SequenceMember {
    std::string name;
    HeadKind head = HeadKind::kBoosted;
    FeatureSet train, choosing;
    std::vector<FeatureSet> judged;
};

/// Heads one after another, each fitted with higher weights on the pictures that the one before got wrong,
/// and their weighted votes: SAMME (Zhu et al. 2009). The backbones stay as they are. Pictures, their order
/// and the number of judged sets are the same for all members.
struct Sequence {
    std::vector<double> votes;     ///< of each member
    std::vector<Answers> answers;  ///< of each judged set
};
Sequence boost_in_sequence(std::vector<SequenceMember> members);

/// SAMME's weight of a vote for the share of wrong answers, by weight; 0 where chance would do as well.
double samme_vote(double wrong);

}  // namespace ganemotion::training
