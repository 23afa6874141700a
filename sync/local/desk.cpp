#include "sync/local/desk.h"

#include <optional>

#include "storage/codec/codec.h"
#include "storage/codec/json.h"
#include "storage/import/import_json.h"
#include "sync/protocol.h"
#include "sync/session.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_files = 1000;

Error odd_answer() { return Error{ErrorKind::io, "", "the program that has the database open answers oddly"}; }

// Whether the line is no answer, but says how far it is.
bool take_progress(const std::string& line, const ImportProgress& progress) {
  if (!line.starts_with("{\"progress\"")) return false;
  const auto parsed = parse_json(line, {4096});
  if (!parsed || !progress) return true;
  JsonObject json(*parsed);
  const std::string done = json.free_text("progress");
  progress(done.c_str(), static_cast<std::size_t>(json.integer("rows", 0, INT64_MAX)));
  return true;
}

// Returns how many were kept.
Result<std::int64_t> kept_in(Ledger& ledger, const std::vector<Contact>& contacts) {
  if (auto kept = ledger.keep_contacts(contacts); !kept) return kept.error();
  return static_cast<std::int64_t>(contacts.size());
}

// A mail server has taken it, and says later that it could not deliver it.
Result<std::int64_t> came_back_to(Ledger& ledger, const std::string& letter) {
  const LetterTried tried{letter, "smtp", LetterState::refused, {}, "it came back undelivered"};
  if (auto noted = ledger.letter_tried(tried); !noted) return noted.error();
  return 1;
}

// --- the two desks

class OwnDesk final : public Desk {
 public:
  OwnDesk(std::unique_ptr<Ledger> ledger, const Clock& clock) : ledger_(std::move(ledger)), clock_(clock) {}
  Result<Outcome> execute(const Command& command) override { return ledger_->execute(command); }
  Result<std::vector<ImportedFile>> import(const std::vector<fs::path>& files, const ImportChoices& choices,
                                           const OperatorName& by, std::optional<ParsedFiles> read) override {
    auto parsed = read ? Result<ParsedFiles>(*std::move(read)) : parse_files(files, choices);
    if (!parsed) return parsed.error();
    return book_files(*ledger_, std::move(*parsed), choices, by, clock_.now());
  }
  Result<Outcome> take_back_import(const OperatorName& by, const fs::path& users,
                                   const ImportProgress& progress) override {
    return dockhand::take_back_import(*ledger_, {by}, clock_.now(), users, progress);
  }
  Result<std::int64_t> book_set_aside() override { return ledger_->book_set_aside(); }
  Result<std::int64_t> retry_letters(const std::string& letter) override { return ledger_->retry_letters(letter); }
  Result<std::int64_t> came_back(const std::string& letter) override { return came_back_to(*ledger_, letter); }
  Result<std::int64_t> keep_contacts(const std::vector<Contact>& contacts) override {
    return kept_in(*ledger_, contacts);
  }
  Result<Forgotten> forget(const std::string& customer) override { return ledger_->forget(customer); }
  Result<std::string> stick(StickStep step, const std::string& text) override {
    return do_stick_step(step, text, on_this_thread(*ledger_), clock_);
  }

 private:
  std::unique_ptr<Ledger> ledger_;
  const Clock& clock_;
};

class DistantDesk final : public Desk {
 public:
  explicit DistantDesk(fs::path database) : database_(std::move(database)) {}

  Result<Outcome> execute(const Command& command) override {
    auto lines = ask({{"ask", "do"}, {"command", dockhand::to_json(command)}});
    if (!lines) return lines.error();
    if (lines->size() != 1) return odd_answer();
    return parse_outcome(lines->front());
  }

  Result<std::vector<ImportedFile>> import(const std::vector<fs::path>& files, const ImportChoices& choices,
                                           const OperatorName& by, std::optional<ParsedFiles> read) override {
    read.reset();
    OrderedJson question{
        {"ask", "import"}, {"by", by.text()}, {"files", OrderedJson::array()}, {"choices", json_of(choices)}};
    for (const fs::path& file : files) question["files"].push_back(fs::absolute(file).string());
    auto lines = ask(question, choices.progress);
    if (!lines) return lines.error();
    std::vector<ImportedFile> all;
    for (const std::string& line : *lines) {
      auto one = parse_imported_file(line, max_local_answer);
      if (!one) return one.error();
      // Called as who asks has called it.
      for (const fs::path& file : files) {
        if (one->file == fs::absolute(file)) one->file = file;
      }
      all.push_back(std::move(one).value());
    }
    return all;
  }

  Result<Outcome> take_back_import(const OperatorName& by, const fs::path& users,
                                   const ImportProgress& progress) override {
    auto lines = ask({{"ask", "undo_import"}, {"by", by.text()}, {"users", fs::absolute(users).string()}}, progress);
    if (!lines) return lines.error();
    if (lines->size() != 1) return odd_answer();
    return parse_outcome(lines->front());
  }

  Result<std::int64_t> book_set_aside() override { return count({{"ask", "set_aside"}}); }
  Result<std::int64_t> retry_letters(const std::string& letter) override {
    return count({{"ask", "retry_letters"}, {"letter", letter}});
  }
  Result<std::int64_t> came_back(const std::string& letter) override {
    return count({{"ask", "came_back"}, {"letter", letter}});
  }
  Result<std::int64_t> keep_contacts(const std::vector<Contact>& contacts) override {
    OrderedJson question{{"ask", "contacts"}, {"contacts", OrderedJson::array()}};
    for (const Contact& one : contacts) {
      question["contacts"].push_back({{"customer", one.customer},
                                      {"name", one.name},
                                      {"email", one.email},
                                      {"language", one.language},
                                      {"consent", one.consent}});
    }
    return count(question);
  }
  Result<Forgotten> forget(const std::string& customer) override {
    Forgotten gone;
    const auto rows = count({{"ask", "forget"}, {"customer", customer}},
                            [&](JsonObject& json) { gone.in_log = json.flag_or("in_log", false); });
    if (!rows) return rows.error();
    gone.rows = *rows;
    return gone;
  }

  Result<std::string> stick(StickStep step, const std::string& text) override {
    auto lines = ask({{"ask", "stick"}, {"step", name_of(step)}, {"text", text}});
    if (!lines) return lines.error();
    const auto parsed =
        lines->size() == 1 ? parse_json(lines->front(), {max_local_answer}) : Result<Json>(odd_answer());
    if (!parsed) return parsed.error();
    JsonObject json(*parsed);
    std::string answer = json.free_text("text", max_local_answer);
    if (auto closed = json.close(); !closed) return closed.error();
    return answer;
  }

 private:
  // Returns an answer that is a number, and reads what stands beside it.
  Result<std::int64_t> count(
      const OrderedJson& question, const std::function<void(JsonObject&)>& besides = [](JsonObject&) {}) {
    auto lines = ask(question);
    if (!lines) return lines.error();
    const auto parsed = lines->size() == 1 ? parse_json(lines->front(), {4096}) : Result<Json>(odd_answer());
    if (!parsed) return parsed.error();
    JsonObject json(*parsed);
    const std::int64_t counted = json.integer("count", 0, INT64_MAX);
    besides(json);
    if (auto closed = json.close(); !closed) return closed.error();
    return counted;
  }

  // Returns the lines of the answer. An Error that the other side has met is the answer.
  Result<std::vector<std::string>> ask(const OrderedJson& question, const ImportProgress& progress = {}) {
    std::vector<std::string> lines;
    const auto code = ask_local(database_, print_json(question), [&](const std::string& line) {
      if (!take_progress(line, progress)) lines.push_back(line);
    });
    if (!code) return code.error();
    if (!*code) return Error{ErrorKind::busy, database_.string(), "the program that had it open has ended; try again"};
    if (**code == 0) return lines;
    const auto told = lines.empty() ? Result<ErrorAnswer>(odd_answer()) : parse_error(lines.back());
    return told ? told->error : odd_answer();
  }

  const fs::path database_;
};

// --- the side that answers

class Answerer {
 public:
  Answerer(LedgerThread& ledger, const Clock& clock, const LocalLine& line)
      : with_ledger_(on_ledger_thread(ledger)), clock_(clock), line_(line) {}

  Status answer(const std::string& question) {
    const auto parsed = parse_json(question, {max_local_question});
    if (!parsed) return parsed.error();
    JsonObject json(*parsed);
    const std::string ask = json.free_text("ask", 16);
    if (ask == "do") return execute(json);
    if (ask == "import") return import(json);
    if (ask == "undo_import") return take_back_import(json);
    if (ask == "set_aside") return book_set_aside(json);
    if (ask == "retry_letters") return retry_letters(json);
    if (ask == "came_back") return came_back(json);
    if (ask == "contacts") return keep_contacts(json);
    if (ask == "forget") return forget(json);
    if (ask == "stick") return stick(json);
    return Error{
        ErrorKind::bad_input, "ask",
        "'" + printable(ask, 16) +
            "' is not one of do, import, undo_import, set_aside, retry_letters, came_back, contacts, forget, stick"};
  }

 private:
  Status execute(JsonObject& json) {
    const std::string text = json.free_text("command", max_command_text);
    if (auto closed = json.close(); !closed) return closed;
    const auto command = parse_command(text, OperatorName::parse("cli").value(), clock_.now());
    if (!command) return command.error();
    auto outcome = on_ledger<Outcome>([&](Ledger& held) { return held.execute(*command); });
    if (!outcome) return outcome.error();
    line_(dockhand::to_json(*outcome));
    return Done{};
  }

  Status import(JsonObject& json) {
    const auto by = json.text<OperatorName>("by", OperatorName::parse);
    std::vector<fs::path> files;
    for (const Json& file : json.array("files")) {
      if (!file.is_string() || files.size() == max_files)
        json.fail({ErrorKind::bad_input, "files", "is no list of files"});
      if (file.is_string()) files.emplace_back(file.get<std::string>());
    }
    const Json* said = json.object("choices");
    if (auto closed = json.close(); !closed) return closed;
    JsonObject chosen(*said, "choices");
    ImportChoices choices = read_choices(chosen);
    if (auto closed = chosen.close(); !closed) return closed;
    choices.progress = progress();
    auto parsed = parse_files(files, choices);
    if (!parsed) return parsed.error();
    auto booked = on_ledger<std::vector<ImportedFile>>(
        [&](Ledger& held) { return book_files(held, std::move(*parsed), choices, *by, clock_.now()); });
    if (!booked) return booked.error();
    for (const ImportedFile& one : *booked) line_(to_json(one));
    return Done{};
  }

  ImportProgress progress() const {
    return [this](const char* done, std::size_t rows) { line_(print_json({{"progress", done}, {"rows", rows}})); };
  }

  Status take_back_import(JsonObject& json) {
    const auto by = json.text<OperatorName>("by", OperatorName::parse);
    const fs::path users = json.free_text("users", 4096);
    if (auto closed = json.close(); !closed) return closed;
    auto outcome = on_ledger<Outcome>(
        [&](Ledger& held) { return dockhand::take_back_import(held, {*by}, clock_.now(), users, progress()); });
    if (!outcome) return outcome.error();
    line_(dockhand::to_json(*outcome));
    return Done{};
  }

  Status book_set_aside(JsonObject& json) {
    if (auto closed = json.close(); !closed) return closed;
    return count([](Ledger& held) { return held.book_set_aside(); });
  }

  Status retry_letters(JsonObject& json) {
    const std::string letter = json.free_text("letter", 64);
    if (auto closed = json.close(); !closed) return closed;
    return count([&](Ledger& held) { return held.retry_letters(letter); });
  }

  Status came_back(JsonObject& json) {
    const std::string letter = json.free_text("letter", 64);
    if (auto closed = json.close(); !closed) return closed;
    return count([&](Ledger& held) { return came_back_to(held, letter); });
  }

  Status keep_contacts(JsonObject& json) {
    std::vector<Contact> contacts;
    for (const Json& one : json.array("contacts")) {
      JsonObject row(one, "contacts");
      contacts.push_back({row.free_text("customer"), row.free_text("name"), row.free_text("email"),
                          row.free_text("language"), row.flag_or("consent", false)});
      if (auto closed = row.close(); !closed) return closed;
    }
    if (auto closed = json.close(); !closed) return closed;
    return count([&](Ledger& held) { return kept_in(held, contacts); });
  }

  Status forget(JsonObject& json) {
    const std::string customer = json.free_text("customer", 48);
    if (auto closed = json.close(); !closed) return closed;
    const auto gone = on_ledger<Forgotten>([&](Ledger& held) { return held.forget(customer); });
    if (!gone) return gone.error();
    line_("{\"count\":" + std::to_string(gone->rows) + ",\"in_log\":" + (gone->in_log ? "true}" : "false}"));
    return Done{};
  }

  Status count(const std::function<Result<std::int64_t>(Ledger&)>& work) {
    const auto counted = on_ledger<std::int64_t>(work);
    if (!counted) return counted.error();
    line_("{\"count\":" + std::to_string(*counted) + "}");
    return Done{};
  }

  Status stick(JsonObject& json) {
    const auto step = json.text<StickStep>("step", parse_stick_step);
    const std::string text = json.free_text("text", max_local_question);
    if (auto closed = json.close(); !closed) return closed;
    const auto made = do_stick_step(*step, text, with_ledger_, clock_);
    if (!made) return made.error();
    line_(print_json({{"text", *made}}));
    return Done{};
  }

  template <class Answer>
  Result<Answer> on_ledger(const std::function<Result<Answer>(Ledger&)>& work) {
    std::optional<Result<Answer>> answer;
    if (auto taken = with_ledger_([&](Ledger& held) { answer = work(held); }); !taken) return taken.error();
    return *std::move(answer);
  }

  const WithLedger with_ledger_;
  const Clock& clock_;
  const LocalLine& line_;
};

}  // namespace

Result<std::unique_ptr<Desk>> open_desk(const fs::path& database, LedgerRole role, const Clock& clock,
                                        std::unique_ptr<SiteStore> store) {
  auto ledger = Ledger::open(database, role, clock, Disk::real(), std::move(store));
  if (ledger) return std::unique_ptr<Desk>(std::make_unique<OwnDesk>(std::move(*ledger), clock));
  if (ledger.error().kind != ErrorKind::busy) return ledger.error();
  // This question means nothing. It only shows whether anybody answers.
  const auto there = ask_local(database, "{}", [](const std::string&) {});
  if (!there || !*there) return ledger.error();
  return std::unique_ptr<Desk>(std::make_unique<DistantDesk>(database));
}

LocalHandler desk_handler(LedgerThread& ledger, const Clock& clock, std::function<void()> worked) {
  return [&ledger, &clock, worked = std::move(worked)](const std::string& question, const LocalLine& line) {
    const Status answered = Answerer(ledger, clock, line).answer(question);
    if (!answered) line(error_answer(answered.error()));
    worked();
    return answered ? 0 : 1;
  };
}

}  // namespace dockhand
