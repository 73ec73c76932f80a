#include "face/gallery.h"

#include <algorithm>
#include <cmath>

#include "face/region.h"

namespace ganemotion::face {

namespace {
constexpr float kSamePlace = 0.5F, kSameSize = 1.4F;
}  // namespace

bool same_place(const Vertices& a, const Vertices& b) {
    const cv::Rect2f first = box_of(a);
    const cv::Rect2f second = box_of(b);
    const cv::Point2f way = (first.tl() + first.br() - second.tl() - second.br()) / 2;
    const float growth = std::sqrt(first.area() / second.area());
    return std::hypot(way.x, way.y) < kSamePlace * first.width && growth < kSameSize &&
           growth > 1 / kSameSize;
}

float Gallery::score(const Person& person, const Sight& sight, Seconds now) const {
    const float alike = likeness(person.sum.normalized(), sight.identity);
    if (sight.id == person.id && sight.followed) return alike + options_.followed;
    const bool there = now - person.seen <= options_.place_counts && same_place(sight.mesh, person.mesh);
    return alike + (there ? options_.same_place : 0);
}

std::vector<std::optional<int>> Gallery::recognise(const std::vector<Sight>& sights, Seconds now) const {
    struct Claim {
        float score;
        std::size_t sight;
        int id;
    };
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < sights.size(); ++i)
        for (const Person& person : persons_) {
            const float points = score(person, sights[i], now);
            if (points >= options_.alike) claims.push_back({points, i, person.id});
        }
    // The surest first: few faces, so the best sum of all would hardly ever be another choice.
    std::stable_sort(claims.begin(), claims.end(),
                     [](const Claim& a, const Claim& b) { return a.score > b.score; });
    std::vector<std::optional<int>> ids(sights.size());
    for (const Claim& claim : claims) {
        const bool taken = std::find(ids.begin(), ids.end(), claim.id) != ids.end();
        if (!taken && !ids[claim.sight]) ids[claim.sight] = claim.id;
    }
    return ids;
}

void Gallery::admit(int id, const Identity& identity, const Vertices& mesh, Seconds now) {
    if (persons_.size() >= options_.persons)
        persons_.erase(std::min_element(persons_.begin(), persons_.end(),
                                        [](const Person& a, const Person& b) { return a.seen < b.seen; }));
    persons_.push_back({id, identity, 1, mesh, now});
}

void Gallery::see(int id, const Vertices& mesh, Seconds now) {
    if (Person* person = find(id)) {
        person->mesh = mesh;
        person->seen = now;
    }
}

void Gallery::learn(int id, const Identity& identity) {
    Person* person = find(id);
    if (person == nullptr) return;
    if (person->looks < options_.looks)
        person->looks += 1;
    else
        person->sum *= 1 - 1 / options_.looks;
    person->sum += identity;
}

std::vector<Vertices> Gallery::places_of_absent(const std::vector<int>& here, Seconds now) const {
    std::vector<Vertices> places;
    for (const Person& person : persons_)
        if (now - person.seen <= options_.place_counts &&
            std::find(here.begin(), here.end(), person.id) == here.end())
            places.push_back(person.mesh);
    return places;
}

Gallery::Person* Gallery::find(int id) {
    const auto found =
        std::find_if(persons_.begin(), persons_.end(), [&](const Person& person) { return person.id == id; });
    return found == persons_.end() ? nullptr : &*found;
}

}  // namespace ganemotion::face
