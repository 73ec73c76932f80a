#include "action_units/mean_face.h"

#include <algorithm>

#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::action_units {

face::Vertices mean_face(const nn::Weights& weights) {
    const std::vector<float> values = weights.at("mean_face").to_float();
    face::Vertices mesh;
    if (values.size() != static_cast<std::size_t>(mesh.size()))
        throw Error(ErrorKind::kMissingModel,
                    "units.safetensors: the mean face has the wrong number of vertices");
    std::copy(values.begin(), values.end(), mesh.data());
    return mesh;
}

nn::Weights read_unit_weights() {
    return nn::read_weights(nn::committed_model("units/units.safetensors"));
}

}  // namespace ganemotion::action_units
