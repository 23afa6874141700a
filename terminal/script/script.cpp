#include "terminal/script/script.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace dockhand {
namespace {

struct Word {
  std::string text;
  bool quoted = false;
};

struct LineError {
  std::string message;
};

using Words = std::variant<std::vector<Word>, LineError>;

// Blanks separate the words. "..." is one word, in which \" and \\ stand for themselves.
Words words_of(std::string_view line) {
  std::vector<Word> words;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
    } else if (line[i] == '#') {
      break;
    } else if (line[i] == '"') {
      Word word{{}, true};
      for (++i; i < line.size() && line[i] != '"'; ++i) {
        if (line[i] == '\\' && i + 1 < line.size()) ++i;
        word.text += line[i];
      }
      if (i++ >= line.size()) return LineError{"the quotation mark is never closed"};
      words.push_back(std::move(word));
    } else {
      const auto end = std::min(line.find_first_of(" \t", i), line.size());
      words.push_back({std::string(line.substr(i, end - i)), false});
      i = end;
    }
  }
  return words;
}

// Reads "30mm" when the unit is "mm", and a number alone when there is no unit.
std::optional<double> number_of(std::string_view text, std::string_view unit) {
  if (text.size() <= unit.size() || text.substr(text.size() - unit.size()) != unit) return std::nullopt;
  text.remove_suffix(unit.size());
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || value < 0 || value > 1e6) return std::nullopt;
  return value;
}

std::optional<double> duration_of(std::string_view text) {
  if (const auto ms = number_of(text, "ms")) return ms;
  if (const auto s = number_of(text, "s")) return *s * 1000;
  return std::nullopt;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

using ParsedStep = std::variant<ScriptStep, LineError>;
using Arguments = std::vector<Word>;  // the words behind the verb

ScriptStep step(StepKind kind, std::string text = {}, std::vector<double> numbers = {}) {
  return {0, kind, std::move(text), std::move(numbers)};
}

ParsedStep quoted(StepKind kind, const Arguments& arguments, const char* usage) {
  if (arguments.size() != 1 || !arguments[0].quoted) return LineError{usage};
  return step(kind, arguments[0].text);
}

ParsedStep bare(StepKind kind, const Arguments& arguments, const char* usage) {
  if (!arguments.empty()) return LineError{usage};
  return step(kind);
}

ParsedStep parse_drag(const Arguments& arguments) {
  constexpr auto usage = "write: drag \"Label\" up 30mm, or: drag X Y X2 Y2";
  if (arguments.size() == 3 && arguments[0].quoted && one_of(arguments[1].text, {"up", "down", "left", "right"})) {
    const auto mm = number_of(arguments[2].text, "mm");
    if (!mm) return LineError{usage};
    const std::string& way = arguments[1].text;
    const double sign = way == "up" || way == "left" ? -1 : 1;
    const bool level = way == "left" || way == "right";
    return step(StepKind::drag_from, arguments[0].text, {level ? sign * *mm : 0, level ? 0 : sign * *mm});
  }
  ScriptStep points = step(StepKind::drag_points);
  for (const Word& word : arguments) {
    const auto px = number_of(word.text, "");
    if (!px || word.quoted) return LineError{usage};
    points.numbers.push_back(*px);
  }
  if (points.numbers.size() != 4) return LineError{usage};
  return points;
}

ParsedStep parse_scan(const Arguments& arguments) {
  if (arguments.size() == 2 && arguments[0].text == "image" && arguments[1].quoted) {
    return step(StepKind::scan_image, arguments[1].text);
  }
  return quoted(StepKind::scan, arguments, "write: scan \"text\", or: scan image \"file\"");
}

ParsedStep parse_key(const Arguments& arguments) {
  const bool known =
      arguments.size() == 1 && one_of(arguments[0].text, {"enter", "tab", "backtab", "up", "down", "left", "right",
                                                          "escape", "backspace", "f1", "f2", "f3", "f4", "f5", "f6"});
  if (!known)
    return LineError{"write: key enter (or tab, backtab, up, down, left, right, escape, backspace, f1 to f6)"};
  return step(StepKind::key, arguments[0].text);
}

ParsedStep parse_mm(StepKind kind, const Arguments& arguments, const char* usage) {
  const auto mm = arguments.size() == 1 ? number_of(arguments[0].text, "mm") : std::nullopt;
  if (!mm) return LineError{usage};
  return step(kind, {}, {*mm});
}

constexpr double most_waited_ms = 86'400'000;

ParsedStep parse_wait(const Arguments& arguments) {
  const auto ms = arguments.size() == 1 ? duration_of(arguments[0].text) : std::nullopt;
  if (!ms || *ms > most_waited_ms) return LineError{"write: wait 2s (or 350ms), at most a day: 86400s"};
  return step(StepKind::wait, {}, {*ms});
}

ParsedStep parse_within(const Arguments& arguments) {
  const bool form = arguments.size() == 4 && one_of(arguments[1].text, {"scan", "scans"}) &&
                    one_of(arguments[3].text, {"tap", "taps"});
  const auto scans = form ? number_of(arguments[0].text, "") : std::nullopt;
  const auto taps = form ? number_of(arguments[2].text, "") : std::nullopt;
  if (!scans || !taps) return LineError{"write: within 7 scans 0 taps"};
  return step(StepKind::within, {}, {*scans, *taps});
}

ParsedStep parse_size(const Arguments& arguments) {
  constexpr auto usage = "write: size 480x800";
  if (arguments.size() != 1) return LineError{usage};
  const std::string_view text = arguments[0].text;
  const auto cross = text.find('x');
  if (cross == std::string_view::npos) return LineError{usage};
  const auto width = number_of(text.substr(0, cross), ""), height = number_of(text.substr(cross + 1), "");
  const auto sane = [](const std::optional<double>& side) { return side && *side >= 200 && *side <= 8192; };
  if (!sane(width) || !sane(height)) return LineError{"a size is 200x200 to 8192x8192 px"};
  return step(StepKind::size, {}, {*width, *height});
}

ParsedStep parse_choice(StepKind kind, const Arguments& arguments, std::string_view one, std::string_view other) {
  if (arguments.size() != 1 || !one_of(arguments[0].text, {one, other}))
    return LineError{"it is " + std::string(one) + " or " + std::string(other)};
  return step(kind, arguments[0].text);
}

ParsedStep parse_dims(const Arguments& arguments) {
  const auto dark = arguments.size() == 2 ? duration_of(arguments[0].text) : std::nullopt;
  const auto off = arguments.size() == 2 ? duration_of(arguments[1].text) : std::nullopt;
  if (!dark || !off) return LineError{"write: dims 30s 60s"};
  return step(StepKind::dims, {}, {*dark, *off});
}

ParsedStep parse_light(const Arguments& arguments) {
  if (arguments.size() != 1 || !one_of(arguments[0].text, {"on", "dark", "off"}))
    return LineError{"it is on, dark or off"};
  return step(StepKind::light, arguments[0].text);
}

ParsedStep parse_battery(const Arguments& arguments) {
  const bool charging = arguments.size() == 2 && arguments[1].text == "charging";
  const auto percent = arguments.size() == 1 || charging ? number_of(arguments[0].text, "%") : std::nullopt;
  if (!percent || *percent > 100) return LineError{"write: battery 8%, or: battery 8% charging"};
  return step(StepKind::battery, charging ? "charging" : "", {*percent});
}

ParsedStep parse_shot(const Arguments& arguments) {
  const auto sane = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; };
  const bool grey = arguments.size() == 2 && arguments[1].text == "grey";
  const bool good = (arguments.size() == 1 || grey) && !arguments[0].text.empty() &&
                    std::all_of(arguments[0].text.begin(), arguments[0].text.end(), sane);
  if (!good) return LineError{"write: shot NAME, with letters, digits, - and _ only; or: shot NAME grey"};
  return step(StepKind::shot, arguments[0].text, grey ? std::vector<double>{1} : std::vector<double>{});
}

struct Verb {
  std::string_view name;
  ParsedStep (*parse)(const Arguments&);
};

constexpr std::array<Verb, 26> verbs{{
    {"tap", [](const Arguments& a) { return quoted(StepKind::tap, a, "write: tap \"Label\""); }},
    {"drag", parse_drag},
    {"type", [](const Arguments& a) { return quoted(StepKind::type, a, "write: type \"123\""); }},
    {"key", parse_key},
    {"scan", parse_scan},
    {"expect", [](const Arguments& a) { return quoted(StepKind::expect, a, "write: expect \"text\""); }},
    {"gone", [](const Arguments& a) { return quoted(StepKind::gone, a, "write: gone \"text\""); }},
    {"say", [](const Arguments& a) { return quoted(StepKind::say, a, "write: say \"text\""); }},
    {"task", [](const Arguments& a) { return quoted(StepKind::task, a, "write: task \"what is done\""); }},
    {"within", parse_within},
    {"minsize", [](const Arguments& a) { return parse_mm(StepKind::min_size, a, "write: minsize 10mm"); }},
    {"gaps", [](const Arguments& a) { return parse_mm(StepKind::gaps, a, "write: gaps 1.5mm"); }},
    {"fits", [](const Arguments& a) { return bare(StepKind::fits, a, "fits stands alone"); }},
    {"contrast", [](const Arguments& a) { return bare(StepKind::contrast, a, "contrast stands alone"); }},
    {"states", [](const Arguments& a) { return bare(StepKind::distinct_states, a, "states stands alone"); }},
    {"hub", [](const Arguments& a) { return parse_choice(StepKind::hub, a, "on", "off"); }},
    {"office", [](const Arguments& a) { return quoted(StepKind::office, a, "write: office \"file.csv\""); }},
    {"plan", [](const Arguments& a) { return bare(StepKind::plan, a, "plan stands alone"); }},
    {"shot", parse_shot},
    {"wait", parse_wait},
    {"size", parse_size},
    {"dims", parse_dims},
    {"light", parse_light},
    {"battery", parse_battery},
    {"theme", [](const Arguments& a) { return parse_choice(StepKind::theme, a, "day", "night"); }},
    {"text", [](const Arguments& a) { return parse_choice(StepKind::text_size, a, "normal", "large"); }},
}};

ParsedStep parse_line(std::vector<Word> words) {
  const Word verb = std::move(words.front());
  words.erase(words.begin());
  for (const Verb& known : verbs) {
    if (known.name == verb.text && !verb.quoted) return known.parse(words);
  }
  std::string names;
  for (const Verb& known : verbs) names += (names.empty() ? "" : ", ") + std::string(known.name);
  return LineError{"\"" + verb.text + "\" is not a step; steps are " + names};
}

}  // namespace

bool Script::has_hub() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const ScriptStep& one) { return one.kind == StepKind::hub || one.kind == StepKind::office; });
}

Result<Script> parse_script(std::string_view name, std::string_view text) {
  Script script{std::string(name), {}};
  if (text.size() > Script::max_bytes) return Error{ErrorKind::bad_input, script.name, "a script has 1 MiB at most"};
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const auto wrong = [&](const LineError& error) {
      return Error{ErrorKind::bad_input, script.name + ":" + std::to_string(number), error.message};
    };
    Words words = words_of(line);
    if (const auto* error = std::get_if<LineError>(&words)) return wrong(*error);
    if (std::get<0>(words).empty()) continue;
    ParsedStep parsed = parse_line(std::move(std::get<0>(words)));
    if (const auto* error = std::get_if<LineError>(&parsed)) return wrong(*error);
    script.steps.push_back(std::move(std::get<ScriptStep>(parsed)));
    script.steps.back().line = number;
  }
  return script;
}

}  // namespace dockhand
