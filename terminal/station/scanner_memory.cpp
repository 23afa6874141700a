#include "terminal/station/scanner_memory.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "scanner/meaning/gs1_elements.h"

namespace dockhand {
namespace {

using nlohmann::ordered_json;
using Milliseconds = std::chrono::duration<double, std::milli>;

std::string meaning_of(const Scan& scan) {
  std::string meaning = scan.role.empty() ? name_of(scan.kind) : printable_bytes(scan.role);
  if (scan.elements.empty()) meaning += " " + printable_bytes(scan.text());
  for (const Element& element : scan.elements)
    meaning += fmt::format(" ({}) {}", element.ai, printable_bytes(element.value));
  for (const std::string& note : scan.notes) meaning += "; " + note;
  return meaning;
}

// Lines with bytes that are no UTF-8 were made printable before.
ordered_json to_json(const LastScan& scan) {
  return {{"scanner", scan.scanner},
          {"at", scan.at.text()},
          {"raw", scan.raw},
          {"aim", scan.aim},
          {"meaning", scan.meaning},
          {"good", scan.good},
          {"latency_ms", scan.latency_ms}};
}

LastScan from_json(const ordered_json& json) {
  const auto at = Instant::parse(json.at("at").get<std::string>());
  return {json.at("scanner"), at ? *at : Instant{}, json.at("raw"),       json.at("aim"),
          json.at("meaning"), json.at("good"),      json.at("latency_ms")};
}

}  // namespace

std::string printable_bytes(std::string_view bytes) {
  constexpr std::size_t longest = 400;
  std::string text;
  for (const char c : bytes.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == fnc1) {
      text += "{GS}";
    } else if (byte < 0x20 || byte >= 0x7F) {
      text += fmt::format("\\x{:02x}", byte);
    } else {
      text += c;
    }
  }
  return bytes.size() > longest ? text + "..." : text;
}

LastScan last_scan(const std::string& scanner, const Heard& heard, Instant now) {
  const auto& [reading, scan] = heard;
  const Milliseconds latency = std::chrono::steady_clock::now() - reading.since;
  return {scanner,
          now,
          printable_bytes(reading.raw.empty() ? reading.symbol.text : reading.raw),
          reading.symbol.aim,
          scan ? meaning_of(*scan) : scan.error().sentence(),
          scan.ok(),
          latency.count()};
}

std::filesystem::path memory_file(const std::filesystem::path& database) {
  return database.parent_path() / "scanners.jsonl";
}

std::vector<LastScan> read_memory(const std::filesystem::path& file) {
  std::vector<LastScan> scans;
  std::ifstream input(file);
  for (std::string line; scans.size() < 100 && std::getline(input, line);) {
    try {
      scans.push_back(from_json(ordered_json::parse(line)));
    } catch (const nlohmann::json::exception&) {
      continue;
    }
  }
  return scans;
}

Status write_memory(const std::filesystem::path& file, const std::vector<LastScan>& scans) {
  const std::filesystem::path fresh = file.string() + ".new";
  {
    std::ofstream output(fresh, std::ios::trunc);
    for (const LastScan& scan : scans) output << to_json(scan).dump() << '\n';
    if (!output.flush()) return Error{ErrorKind::io, fresh.string(), "cannot be written"};
  }
  std::error_code failure;
  std::filesystem::rename(fresh, file, failure);
  if (failure) return Error{ErrorKind::io, file.string(), failure.message()};
  return Done{};
}

}  // namespace dockhand
