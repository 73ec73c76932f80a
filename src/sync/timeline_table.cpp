#include "sync/timeline_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace ganemotion::sync {

namespace {

using Row = std::array<std::string, 6>;

std::string clock(Seconds time) {
    const long hundredths = std::lround(time.count() * 100);
    const long seconds = hundredths / 100;
    const std::string rest =
        fmt::format("{:02d}:{:02d}.{:02d}", seconds / 60 % 60, seconds % 60, hundredths % 100);
    return seconds < 3600 ? rest : fmt::format("{}:", seconds / 3600) + rest;
}

std::string strength(const Segment& segment) {
    if (segment.leave) return "left";
    return segment.emotion ? fmt::format("{:.2f}", segment.intensity) : "";
}

std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
    return text;
}

Row row_of(const Segment& segment) {
    return {clock(segment.start),
            clock(segment.end),
            segment.emotion ? std::string(name_of(*segment.emotion)) : "-",
            strength(segment),
            on_one_line(segment.source),
            on_one_line(segment.text)};
}

}  // namespace

std::string to_table(const Timeline& timeline) {
    std::vector<Row> rows = {{"start", "end", "emotion", "intensity", "source", "text"}};
    for (const Segment& segment : timeline.segments) rows.push_back(row_of(segment));
    std::array<std::size_t, std::tuple_size_v<Row>> widths{};
    for (const Row& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());

    std::string table;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size()) line.append(widths[i] - row[i].size() + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        table += line + "\n";
    }
    return table;
}

}  // namespace ganemotion::sync
