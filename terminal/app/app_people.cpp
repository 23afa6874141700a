// Who works: signing on with badge and PIN, handing over, signing off, and what a supervisor allows on the spot.
//
// While somebody signs on nothing else is asked or answered; what was begun lies under it as it was.
#include <fmt/format.h>

#include "terminal/app/aim.h"
#include "terminal/app/app_state.h"
#include "terminal/kit/safeguards.h"
#include "terminal/kit/words.h"

namespace dockhand {
namespace {

using At = SignOn::Stage;

constexpr const char* help_of_sign_on =
    "Scan your badge, or tap your name, and type your PIN. Whoever has forgotten it presses Forgotten: a supervisor "
    "allows another one.";

const char* title_of(At stage) {
  switch (stage) {
    case At::supervisor_pin: return "The supervisor's PIN";
    case At::new_pin: return "Choose a PIN of six digits";
    case At::again: return "The same PIN again";
    default: return "PIN";
  }
}

// The clock of the status bar has no seconds: at the minute that is named the badge is free.
std::string end_of_lock(Instant until, Instant now) { return time_of(Instant{until.ms + 59'999}, now); }

bool is_typed(At stage) { return stage != At::badge && stage != At::supervisor_badge; }

WorkPage badge_page(const SignOn& on, const People& people) {
  const bool supervisor = on.stage == At::supervisor_badge;
  WorkPage page;
  page.instruction = {.verb = supervisor ? "A supervisor is needed" : "Who works here?", .task = "Sign on"};
  if (on.allowed) page.instruction.name = on.allowed->title;
  page.scan_prompt = "Scan badge";
  page.strip = on.note.empty() ? on.question.words : on.note;
  for (const Person& person : people.all()) {
    if (supervisor && person.role != Role::supervisor) continue;
    page.rows.push_back({.id = "user:" + person.user,
                         .title = person.name.text(),
                         .detail = person.role == Role::supervisor ? "Supervisor" : "Operator",
                         .icon = Icon::person});
  }
  if (on.can_leave() || supervisor) page.actions = {back_button()};
  page.help = true;
  return page;
}

WorkPage sign_on_help(const SignOn& on) {
  WorkPage page;
  page.instruction = {.verb = "What is wanted here", .task = "Sign on", .name = help_of_sign_on};
  if (on.stage == At::supervisor_badge || on.stage == At::supervisor_pin) {
    page.instruction.name = "A supervisor scans the badge, or taps the name, and types the PIN. Back leaves it.";
  }
  page.list_heading = "Cards that do something here";
  const auto add = [&](const char* card, const char* does) {
    page.rows.push_back({.title = card, .title_is_code = true, .detail = does});
  };
  page.rows.reserve(6);
  if (!is_typed(on.stage)) add("CHOICE-1", "The first name; CHOICE-2 the second, and so on to CHOICE-20");
  if (is_typed(on.stage)) {
    add("DIGIT-1", "One digit of the PIN");
    add("CLEAR", "What was typed is away");
    add("CONFIRM", "The PIN is typed");
  }
  if (on.stage == At::pin) add(buttons::forgotten.card, buttons::forgotten.label);
  if (is_typed(on.stage) || on.can_leave()) add("BACK", "One step back");
  add("HELP", "This help, and away again");
  page.actions = {back_button()};
  page.help = true;
  return page;
}

}  // namespace

Page App::State::sign_on_page() const {
  const People& people = settings.door->people;
  if (sign_on->helps) return sign_on_help(*sign_on);
  if (!is_typed(sign_on->stage)) return badge_page(*sign_on, people);
  const bool helped = sign_on->stage == At::supervisor_pin;
  const Person* person = people.by_user(helped ? sign_on->supervisor : sign_on->user);
  const std::string name = person == nullptr ? "" : person->name.text();
  KeypadPage page{title_of(sign_on->stage), name, std::string(sign_on->typed.size(), '*'), sign_on->note, {}};
  if (sign_on->allowed) {  // it needs more room than what stands beside the digits
    page.title = name + ": " + page.title;
    page.subject = sign_on->question.words;
  }
  page.actions = {back_button()};
  if (sign_on->stage == At::pin) page.actions.push_back(common_button(buttons::forgotten));
  page.actions.push_back({.id = "confirm", .label = "Confirm", .icon = Icon::check, .role = ButtonRole::primary});
  return page;
}

void App::State::sign_off(std::string note) {
  if (sign_on && sign_on->allowed) ask_what_can_be(sign_on->question, sign_on->own);  // of whoever comes next
  sign_on = SignOn{};
  sign_on->note = std::move(note);
  dismiss_toast();
}

// Also while a PIN or a supervisor is asked for: whoever goes back from that would be the person who has left, and
// would choose a PIN that was allowed to somebody else.
void App::State::sign_off_when_idle(Instant now) {
  const auto after = settings.door != nullptr ? settings.door->sign_off_after : std::chrono::milliseconds(0);
  if (after.count() == 0 || now.ms - used_at.ms < after.count()) return;
  const bool works = !sign_on || sign_on->can_leave();
  if (!works && sign_on->stage == At::badge) return;
  sign_off(works ? "Signed off: nobody was here. What was begun is kept." : "");
  changed = true;
}

// What was said of a lock is not so any more once it has ended.
void App::State::end_lock(Instant now) {
  if (!sign_on || !sign_on->lock || now < sign_on->lock->until) return;
  const SignOn::Lock ended = *std::exchange(sign_on->lock, std::nullopt);
  if (sign_on->note != ended.said) return;
  sign_on->note = sign_on->stage == At::badge || sign_on->stage == At::supervisor_badge ? "" : "Not locked any more.";
  changed = true;
}

// Returns true when it was a badge, or when somebody signs on: then the scan is used up.
bool App::State::scan_badge(const Read& read) {
  if (settings.door == nullptr) return false;
  const std::string& text = read.heard.reading.symbol.text;
  const Person* person = settings.door->people.by_badge(text);
  if (!sign_on && person == nullptr) return false;
  if (!sign_on) {
    const bool is_own = person->name == settings.operator_name;
    const Found also = known_in_books(read);
    const Card* const card = card_of(text);
    if (is_own && (card != nullptr || !std::holds_alternative<FoundNothing>(also))) return false;
    if (!is_own && refuse_badge(*person, also, card)) return true;
    if (is_own) {
      say(ToastKind::attention, "You are signed on already.");
      return true;
    }
    sign_on = SignOn{};
    sign_on->hands_over = true;
  }
  if (person != nullptr) {
    come(*person);
    return true;
  }
  if (const Card* card = card_of(text)) {
    press_sign_on(*card);
    return true;
  }
  sign_on->note = "This is nobody's badge. Nothing was booked.";
  sound_now(Sound::refused);
  return true;
}

// Whose PIN is asked for next.
void App::State::come(const Person& person) {
  Pins& pins = settings.door->pins;
  sign_on->typed.clear();
  sign_on->note.clear();
  sign_on->helps = false;
  const auto locked = pins.locked_until(person.user, clock.now());
  if (locked) {
    const bool supervises = sign_on->stage == At::supervisor_badge;
    sign_on->note = fmt::format("{name} is locked until {time}.", fmt::arg("name", person.name.text()),
                                fmt::arg("time", end_of_lock(*locked, clock.now())));
    sign_on->lock = SignOn::Lock{sign_on->note, *locked};
    if (!supervises) {
      sign_on->user = person.user;
      sign_on->stage = At::pin;  // where it can be said to be forgotten
    }
    sound_now(Sound::refused);
  } else if (sign_on->stage == At::supervisor_badge) {
    const bool has_pin = pins.has(person.user);
    if (person.role != Role::supervisor || !has_pin || person.user == sign_on->user) {
      sign_on->note = why_not_allowed(person, has_pin);
      return sound_now(Sound::refused);
    }
    sign_on->supervisor = person.user;
    sign_on->stage = At::supervisor_pin;
  } else {
    sign_on->user = person.user;
    const bool first_supervisor = person.role == Role::supervisor && !a_supervisor_has_pin();
    sign_on->stage = first_supervisor ? At::new_pin : At::supervisor_badge;
    if (pins.has(person.user)) sign_on->stage = At::pin;
    if (sign_on->stage != At::supervisor_badge) return;
    sign_on->note = a_supervisor_has_pin() ? "There is no PIN yet: a supervisor allows one."
                                           : "There is no PIN yet. Go back: a supervisor signs on here first.";
  }
}

// Of somebody who is asked to allow something.
std::string App::State::why_not_allowed(const Person& person, bool has_pin) const {
  const std::string name = person.name.text();
  if (person.role != Role::supervisor) return fmt::format("{name} is no supervisor.", fmt::arg("name", name));
  if (has_pin) {
    return fmt::format("{name} has forgotten the PIN: another supervisor is needed.", fmt::arg("name", name));
  }
  return fmt::format("{name} has no PIN yet. Go back: {name} signs on first.", fmt::arg("name", name));
}

bool App::State::a_supervisor_has_pin() const {
  for (const Person& person : settings.door->people.all()) {
    if (person.role == Role::supervisor && settings.door->pins.has(person.user)) return true;
  }
  return false;
}

void App::State::press_sign_on(const Card& card) {
  const std::string what = card.id.substr(card.id.find(':') + 1);
  if (card.id.starts_with("digit:")) return press_sign_on("key:" + what);
  if (!card.id.starts_with("choice:")) return press_sign_on(card.id);
  sign_on->helps = false;
  const std::string row = id_of_row(sign_on_page(), static_cast<std::size_t>(std::stoi(what)));
  if (!row.empty()) press_sign_on(row);
}

void App::State::press_sign_on(const std::string& id) {
  std::string& typed = sign_on->typed;
  const bool helped = std::exchange(sign_on->helps, id == "help" && !sign_on->helps);
  if (id == "help" || (helped && (id == "back" || id == "no" || id == "confirm"))) return;
  if (id == "forgotten" && sign_on->stage == At::pin) return forget_pin();
  if (id == "back" || id == "no") return leave_sign_on();
  if (id.starts_with("user:")) {
    const Person* person = settings.door->people.by_user(id.substr(5));
    if (person != nullptr) come(*person);
    return;
  }
  if (!is_typed(sign_on->stage)) return;
  if (id == "key:clear") typed.clear();
  if (id == "key:delete" && !typed.empty()) typed.pop_back();
  const bool digit = id.size() == 5 && id.starts_with("key:") && is_digits(id.substr(4));
  if (digit && typed.size() < Pins::digits) typed += id.substr(4);
  if (id != "confirm") return;
  if (typed.size() == Pins::digits) return take_pin(std::exchange(typed, {}));
  refuse_pin("A PIN has six digits.");
}

// A supervisor allows another one, and unlocks the badge by it.
void App::State::forget_pin() {
  sign_on->typed.clear();
  sign_on->stage = At::supervisor_badge;
  sign_on->note = fmt::format("Another PIN for {name}.",
                              fmt::arg("name", settings.door->people.by_user(sign_on->user)->name.text()));
}

// Goes one step back. At the first step, the person who was signed on goes on, and what a supervisor has not allowed is
// a no.
void App::State::leave_sign_on() {
  const SignOn before = *sign_on;
  if (!before.can_leave()) {
    sign_off({});
  } else {
    sign_on.reset();
    if (before.allowed) answered_no(before.question, before.own);
  }
}

// Whoever is not in the list any more works here no longer.
void App::State::people_are(Door* door) {
  settings.door = door;
  if (door == nullptr) {
    sign_on.reset();
    return refresh();
  }
  const People& people = door->people;
  const auto lost = [&](const std::string& user) { return !user.empty() && people.by_user(user) == nullptr; };
  const bool works_no_more = people.by_name(settings.operator_name) == nullptr;
  if (works_no_more || (sign_on && (lost(sign_on->user) || lost(sign_on->supervisor)))) sign_off({});
  refresh();
}

void App::State::take_pin(const std::string& pin) {
  Pins& pins = settings.door->pins;
  if (sign_on->stage == At::new_pin) {
    sign_on->first = pin;
    sign_on->stage = At::again;
    sign_on->note.clear();
    return;
  }
  if (sign_on->stage == At::again) {
    if (pin != sign_on->first) {
      sign_on->stage = At::new_pin;
      sign_on->note = "The two were not the same.";
      return sound_now(Sound::refused);
    }
    if (auto kept = pins.set(sign_on->user, pin); !kept) return refuse_pin(kept.error().sentence());
    return signed_on(sign_on->user);
  }
  const bool helped = sign_on->stage == At::supervisor_pin;
  const std::string user = helped ? sign_on->supervisor : sign_on->user;
  const auto answer = pins.check(user, pin, clock.now());
  if (!answer) return refuse_pin(answer.error().sentence());
  if (const auto locked = pins.locked_until(user, clock.now())) {
    refuse_pin(
        fmt::format("Wrong too often: locked until {time}.", fmt::arg("time", end_of_lock(*locked, clock.now()))));
    sign_on->lock = SignOn::Lock{sign_on->note, *locked};
    return;
  }
  if (*answer != Pins::Answer::right) {
    const int left = pins.tries_left(user);
    const char* elsewhere = pins.is_from_elsewhere(user) ? " It was changed at another terminal." : "";
    return refuse_pin(fmt::format("Wrong PIN.{} {} {} left.", elsewhere, left, left == 1 ? "try" : "tries"));
  }
  if (!helped) return signed_on(user);
  if (sign_on->allowed) return allow();
  sign_on->stage = At::new_pin;
  sign_on->note.clear();
}

void App::State::refuse_pin(std::string why) {
  sign_on->note = std::move(why);
  sound_now(Sound::refused);
}

// What a supervisor was asked to allow is asked again when somebody else comes instead.
void App::State::signed_on(const std::string& user) {
  const OperatorName was = std::exchange(settings.operator_name, settings.door->people.by_user(user)->name);
  stamp.by(settings.operator_name);
  sat_down_at = clock.now();
  if (was != settings.operator_name) close_undo();
  const auto before = std::exchange(sign_on, std::nullopt);
  load_top();  // it may show what this person alone has done
  look_for_undo();
  std::string told = fmt::format("{name} works here now", fmt::arg("name", settings.operator_name.text()));
  if (was != settings.operator_name) told += said_of_begun(was);
  if (const auto kept = std::exchange(recovered_at_start, {}); !kept.empty()) told += ". " + kept;
  say(ToastKind::accepted, told);
  sound_now(Sound::accepted);
  if (before->allowed) ask_what_can_be(before->question, before->own);
  hand_over(was == settings.operator_name ? "" : was.text());
}

// Whoever began it is named, and not who held it last.
std::string App::State::said_of_begun(const OperatorName& was) const {
  const Layer& layer = layers.back();
  const std::string begun = layer.unreadable ? "" : words_of(layer.screen->job());
  if (begun.empty()) return "";
  const auto* kept = jobs.find(name_of(layer.id), layer.screen->about());
  const OperatorName& by = kept != nullptr ? kept->by : was;
  return by == settings.operator_name
             ? fmt::format(". You have begun: {begun}", fmt::arg("begun", begun))
             : fmt::format(". Begun by {by}: {begun}", fmt::arg("by", by.text()), fmt::arg("begun", begun));
}

// What lies over the screen says whose it is, and nothing lies over what it says. What is typed goes on after an
// answer.
void App::State::hand_over(const std::string& from) {
  if (auto* asked = std::get_if<OpenQuestion>(&overlay)) {
    if (asked->from.empty()) asked->from = from;
    if (asked->from == settings.operator_name.text()) asked->from.clear();  // who has asked it is here again
  }
  auto* keypad = std::get_if<NumberPad>(&overlay);
  if (keypad != nullptr && keypad->question) {
    if (!from.empty()) keypad->note = fmt::format("begun by {from}", fmt::arg("from", from));
    return dismiss_toast();
  }
  const bool is_pad =
      keypad != nullptr || std::holds_alternative<TextPad>(overlay) || std::holds_alternative<SearchPad>(overlay);
  if (!is_pad) return;
  if (from.empty()) return dismiss_toast();
  press("back");  // with nothing typed there is nothing to go on with
  if (auto* asked = std::get_if<OpenQuestion>(&overlay)) asked->from = from;
}

// --- what only a supervisor may say yes to ------------------------------------------------------------------------

bool App::State::needs_supervisor(const Question& question, const Choice& choice) const {
  const bool asked = (question.supervisor || choice.supervisor) && stands(Safeguard::supervised);
  if (settings.door == nullptr || !asked) return false;
  for (const Person& person : settings.door->people.all()) {
    if (person.name == settings.operator_name) return person.role != Role::supervisor;
  }
  return true;
}

void App::State::ask_supervisor(const Question& question, const Choice& choice, bool own) {
  sign_on = SignOn{};
  sign_on->own = own;
  sign_on->stage = At::supervisor_badge;
  sign_on->allowed = choice;
  sign_on->question = question;
  sound_now(Sound::attention);
}

// It is booked as the work of who works here, and names who allowed it.
void App::State::allow() {
  const Choice choice = *sign_on->allowed;
  stamp.allowed_by(settings.door->people.by_user(sign_on->supervisor)->name);
  sign_on.reset();
  bring_about(choice.then, choice.id);
  stamp.allowed_by(std::nullopt);
}

}  // namespace dockhand
