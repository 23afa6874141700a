#include "terminal/station/newcomer.h"

#include <fmt/format.h>

#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

constexpr std::size_t longest_reason = 200;

Newcomer::Answer told(const Result<Enrolment>& answer) {
  if (answer) return {true, fmt::format("This terminal is {name} now", fmt::arg("name", answer->name)), ""};
  return {false, "Not enrolled",
          fmt::format("Not enrolled: {why}. Scan a code of the hub again.",
                      fmt::arg("why", printable(answer.error().message, longest_reason)))};
}

}  // namespace

std::optional<std::string> hub_code_of(const HeardTogether& scans) {
  for (const Heard& one : scans) {
    const std::string& text = one.reading.symbol.text;
    if (small_letters(text.substr(0, 4)) == "dh1*") return text;
  }
  return std::nullopt;
}

Newcomer::Newcomer(std::filesystem::path database, std::function<void()> wake)
    : database_(std::move(database)), wake_(std::move(wake)) {}

Newcomer::~Newcomer() {
  if (thread_.joinable()) thread_.join();
}

std::string Newcomer::ask(const std::string& code) {
  auto parsed = parse_enrolment_code(code);
  if (!parsed) return "The hub's code was not read whole: scan it again.";
  if (thread_.joinable()) thread_.join();
  asks_ = true;
  std::string told =
      fmt::format("{hub} is asked whether this terminal is one of its own.", fmt::arg("hub", parsed->address));
  thread_ = std::thread([this, code = *std::move(parsed)] {
    static_cast<void>(answers_.put(enrol(database_, code)));
    wake_();
  });
  return told;
}

std::vector<Newcomer::Answer> Newcomer::take() {
  std::vector<Answer> all;
  for (const auto& one : answers_.take()) all.push_back(told(one));
  if (!all.empty()) asks_ = false;
  return all;
}

}  // namespace dockhand
