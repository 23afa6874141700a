// The office's files from a stick: which one, what it would change, and yes.
//
// Nothing is begun here: until the yes nothing of a file is booked.
#include <fmt/format.h>

#include <algorithm>

#include "terminal/device/office_files.h"
#include "terminal/kit/screen.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

using State = FileReport::State;

// The answer names the file that was asked about: another one may have come since.
constexpr std::string_view taken_back = "undo:";

class FilesScreen final : public Screen {
 public:
  explicit FilesScreen(const ScreenContext& context) : context_(context) {}

  Status load() override {
    look();
    return Done{};
  }

  WorkPage page() const override {
    const FileReport report = here();
    return report.state == State::nothing ? list_page() : report_page(report);
  }

  Expected expects() const override { return "nothing: choose a file by touch or by its number"; }

  Step on_tap(std::string_view id) override {
    if (context_.files == nullptr) return NotMine{};
    const FileReport report = here();
    if (report.busy()) return id == "back" ? Step(Warn{"Wait until the file is read"}) : Step(NotMine{});
    if (report.state == State::nothing) return choose(id);
    if (id == "back") {
      said_ = {};
      look();
      return Stay{};
    }
    if (id == "save") return UseFile{said_.path, UseFile::How::save_report};
    if (id == "take") return ask(report);
    if (id == "take_back" && report.is_last) return ask_to_take_back(report.name);
    if (id == "make_items" && makes_items(report)) {
      said_.make_items = true;
      return said_;
    }
    if (id == "anew") {
      said_ = {said_.path};
      said_.anew = true;
      return said_;
    }
    return asks_of_columns(report) ? answer(report, id) : Step(NotMine{});
  }

  Step on_text(const std::string& text) override {
    const FileReport report = here();
    if (!asks_of_columns(report)) return NotMine{};
    said_.set.emplace_back(report.column, text);
    return said_;
  }

  Step on_answer(std::string_view id) override {
    if (id == "book") return UseFile{said_.path, UseFile::How::book};
    if (id == "good") return UseFile{said_.path, UseFile::How::book_good_rows};
    if (id.starts_with(taken_back)) {
      said_ = {std::string(id.substr(taken_back.size())), UseFile::How::take_back};
      return said_;
    }
    const bool days = id == "dmy" || id == "mdy", mark = id == "." || id == ",";
    if (days) said_.dates = id;
    if (mark) said_.decimal = id;
    return days || mark ? Step(said_) : Step(NotMine{});
  }

 private:
  void look() {
    if (context_.files == nullptr) return;
    files_ = context_.files->list();
    last_ = context_.files->last_imported();
  }
  // Returns the report of the file that was chosen here. When there is none, it is empty.
  FileReport here() const {
    if (context_.files == nullptr || said_.path.empty()) return {};
    FileReport report = context_.files->report();
    return report.path == said_.path ? report : FileReport{};
  }
  static bool asks_of_columns(const FileReport& report) {
    return report.state == State::tried &&
           (report.question == FileQuestion::kind || report.question == FileQuestion::column ||
            report.question == FileQuestion::state || report.question == FileQuestion::sheet);
  }
  bool makes_items(const FileReport& report) const {
    return report.state == State::tried && report.lacks_items && !said_.make_items;
  }
  static Step ask_to_take_back(const std::string& name) {
    return Question{.words = fmt::format("Take {name} back? Its rows are then as they were before it came.",
                                         fmt::arg("name", name)),
                    .choices = {{.id = std::string(taken_back) + name, .title = "Take back", .supervisor = true}}};
  }
  static Row take_back_row(const std::string& name) {
    return {.id = "take_back",
            .title = fmt::format("Take {name} back", fmt::arg("name", name)),
            .detail = "It is the last file that was imported here. A supervisor says yes",
            .icon = Icon::undo};
  }
  Step answer(const FileReport& report, std::string_view id) {
    if (id == "none" && report.question == FileQuestion::column) {
      if (report.needed) return AskText{"The same in all rows", report.sample, report.name};
      said_.columns.emplace_back(report.column, "");
      return said_;
    }
    for (std::size_t i = 0; i < report.choices.size(); ++i) {
      if (id != "choice:" + std::to_string(i)) continue;
      if (report.question == FileQuestion::kind)
        said_.kind = report.choices[i].id;
      else if (report.question == FileQuestion::state)
        said_.states.emplace_back(report.column, report.choices[i].id);
      else if (report.question == FileQuestion::sheet)
        said_.sheet = report.choices[i].id;
      else
        said_.columns.emplace_back(report.column, report.choices[i].id);
      return said_;
    }
    return NotMine{};
  }

  WorkPage list_page() const {
    WorkPage page;
    page.instruction = {.verb = "Which file of the office?", .task = "Files"};
    page.empty_text = "No stick is plugged in, or it has no file of the office: CSV, Excel (.xlsx), X12 or EDIFACT.";
    for (std::size_t i = 0; i < files_.size(); ++i) {
      page.rows.push_back({.id = "file:" + std::to_string(i),
                           .title = files_[i].name,
                           .detail = files_[i].stick + " · " + files_[i].size,
                           .icon = Icon::order});
    }
    if (!last_.empty()) page.rows.push_back(take_back_row(last_));
    page.numbered = true;
    page.actions = {back_button(), common_button(buttons::look_again)};
    return page;
  }

  static std::string question_of(const FileReport& report) {
    if (report.question == FileQuestion::kind) return "What is in the file?";
    if (report.question == FileQuestion::sheet) return "Which of its sheets is meant?";
    const bool state = report.question == FileQuestion::state;
    return state ? fmt::format("What does '{word}' say of a row?", fmt::arg("word", report.sample))
                 : fmt::format("Which column is the {column}?", fmt::arg("column", report.sample));
  }
  // Which column is which, one question a page.
  static WorkPage question_page(const FileReport& report) {
    const bool kind = report.question == FileQuestion::kind, column = report.question == FileQuestion::column;
    WorkPage page;
    page.instruction = {.verb = question_of(report), .task = "Files", .name = report.name};
    page.strip = kind ? "Its columns do not say what it is. Nothing is booked." : "";
    page.rows.reserve(report.choices.size() + 1);
    for (std::size_t i = 0; i < report.choices.size(); ++i) {
      page.rows.push_back({.id = "choice:" + std::to_string(i),
                           .title = report.choices[i].title,
                           .detail = report.choices[i].detail,
                           .icon = Icon::order});
    }
    if (column) {
      page.rows.push_back({.id = "none",
                           .title = report.needed ? "None: it is the same in all rows" : "None of them",
                           .detail = report.needed ? "It is typed, and asked again for the next file" : "",
                           .icon = Icon::keypad});
    }
    page.numbered = true;
    page.actions = {back_button()};
    return page;
  }

  WorkPage report_page(const FileReport& report) const {
    if (asks_of_columns(report)) return question_page(report);
    WorkPage page;
    page.instruction = {.verb = verb_of(report), .task = "Files", .name = report.name};
    page.strip = strip_of(report);
    if (report.state == State::tried && report.question == FileQuestion::none) page.rows = changes_of(report);
    if (report.state == State::booked || report.state == State::taken_back) {
      page.rows.push_back({.title = report.outcome, .stripe = Stripe::done, .icon = Icon::check});
    }
    for (const std::string& error : report.errors) {
      page.rows.push_back({.title = error, .stripe = Stripe::attention, .icon = Icon::attention});
    }
    for (const std::string& found : report.found) page.rows.push_back({.title = found, .icon = Icon::order});
    if (makes_items(report)) {
      page.rows.push_back({.id = "make_items",
                           .title = "Make the items that are not known",
                           .detail = "Of what the rows say of them; what would change is shown first",
                           .icon = Icon::item});
    }
    if (report.is_last) page.rows.push_back(take_back_row(report.name));
    if (report.has_columns) {
      page.rows.push_back({.id = "anew",
                           .title = "The columns mean something else",
                           .detail = "Say what is in the file, and which column is which",
                           .icon = Icon::settings});
    }
    page.empty_text = report.busy() ? "It goes on while others scan." : report.outcome;
    page.actions = {back_button()};
    if (report.busy() || report.state == State::taken_back || said_.how == UseFile::How::take_back) return page;
    page.actions.push_back(common_button(buttons::save_report));
    if (const std::string label = label_of(report); !label.empty()) {
      page.actions.push_back(worded_button(buttons::take, label, ButtonRole::primary));
    }
    return page;
  }

  std::string verb_of(const FileReport& report) const {
    switch (report.state) {
      case State::reading: return "Reading ...";
      case State::booking: return "Importing ...";
      case State::booked: return "Imported";
      case State::taking_back: return "Taking it back ...";
      case State::taken_back: return "Taken back";
      case State::failed: return said_.how == UseFile::How::take_back ? "Not taken back" : "Not imported";
      default: return "Tried out: nothing is booked yet";
    }
  }
  static std::string strip_of(const FileReport& report) {
    if (report.anew) return "The books have changed: nothing was booked. Look again at what it would change now.";
    if (report.question == FileQuestion::days || report.question == FileQuestion::decimal_mark)
      return fmt::format("{sample} can be read in two ways.", fmt::arg("sample", report.sample));
    return report.state == State::failed ? report.outcome : "";
  }
  static std::string label_of(const FileReport& report) {
    if (report.state != State::tried) return "";
    if (report.question != FileQuestion::none) return "Say which";
    if (report.created + report.changed + report.beside == 0) return "";
    return report.refused == 0 ? "Import" : "Import good";
  }

  static std::vector<Row> changes_of(const FileReport& report) {
    std::vector<Row> rows;
    const auto add = [&](const char* title, std::size_t count, Icon icon, Stripe stripe = Stripe::none) {
      rows.push_back({.title = title, .value = std::to_string(count), .stripe = stripe, .icon = icon});
    };
    add("New", report.created, Icon::check);
    add("Changed", report.changed, Icon::check);
    add("As it is already", report.unchanged, Icon::stock);
    add("Only in the books", report.gone, Icon::stock);
    const bool bad = report.refused > 0;
    const bool any = report.created + report.changed + report.unchanged > 0;
    add("Refused", report.refused, bad || !any ? Icon::attention : Icon::check,
        bad || !any ? Stripe::attention : Stripe::none);
    return rows;
  }

  Step choose(std::string_view id) {
    if (id == "take_back" && !last_.empty()) return ask_to_take_back(last_);
    if (id == "again") {
      look();
      return Stay{};
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (id != "file:" + std::to_string(i)) continue;
      said_ = {files_[i].path};
      return said_;
    }
    return NotMine{};
  }

  // What a person says yes to is what was tried out.
  static Step ask(const FileReport& report) {
    if (report.state != State::tried) return NotMine{};
    if (report.question == FileQuestion::days) {
      return Question{.words = fmt::format("{}: what stands first?", report.sample),
                      .choices = {{.id = "dmy", .title = "The day"}, {.id = "mdy", .title = "The month"}},
                      .list = true};
    }
    if (report.question == FileQuestion::decimal_mark) {
      return Question{.words = fmt::format("{}: what is the decimal mark?", report.sample),
                      .choices = {{.id = ".", .title = "The point"}, {.id = ",", .title = "The comma"}},
                      .list = true};
    }
    const bool whole = report.refused == 0;
    std::string words =
        fmt::format("Import {} new and {} changed {} of {}", report.created, report.changed, report.kind, report.name);
    words += whole
                 ? "?"
                 : ", and leave " + counted(static_cast<std::int64_t>(report.refused), "bad one", "bad ones") + " out?";
    return Question{.words = std::move(words),
                    .choices = {{.id = whole ? "book" : "good", .title = "Import", .supervisor = true}}};
  }

  ScreenContext context_;
  std::vector<StickFile> files_;
  std::string last_;  // the name of the file that could be taken back; empty: none
  UseFile said_;      // the file that was chosen, and what was said of it; without a path: none
};

}  // namespace

ScreenInfo describe_files() {
  return {.make = [](const ScreenContext& context, const Target&) -> std::unique_ptr<Screen> {
            return std::make_unique<FilesScreen>(context);
          },
          .home = HomeEntry{"Files", "The office's files, from a stick", Icon::order, nullptr, true}};
}

}  // namespace dockhand
