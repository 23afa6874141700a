#include "terminal/app/aim.h"

#include <algorithm>

namespace dockhand {
namespace {

const std::vector<Button>* buttons_of(const Page& page) {
  if (const auto* work = std::get_if<WorkPage>(&page)) return &work->actions;
  if (const auto* keypad = std::get_if<KeypadPage>(&page)) return &keypad->actions;
  return nullptr;
}

const Button* button_of(std::string_view id, const Page& page) {
  if (const auto* refusal = std::get_if<RefusalPage>(&page)) {
    if (!refusal->other.id.empty() && refusal->other.id == id) return &refusal->other;
    return refusal->acknowledge.id == id ? &refusal->acknowledge : nullptr;
  }
  const auto* buttons = buttons_of(page);
  if (buttons == nullptr) return nullptr;
  const auto found = std::find_if(buttons->begin(), buttons->end(), [&](const Button& one) { return one.id == id; });
  return found == buttons->end() ? nullptr : &*found;
}

const Row* row_of(std::string_view id, const Page& page) {
  const auto* work = std::get_if<WorkPage>(&page);
  const auto* pad = std::get_if<KeypadPage>(&page);
  if (work == nullptr && pad == nullptr) return nullptr;
  const std::vector<Row>& rows = work != nullptr ? work->rows : pad->rows;
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.id == id; });
  return found == rows.end() ? nullptr : &*found;
}

// Its rows are answers: it can be answered with no.
bool asks(const Page& page) { return button_of("no", page) != nullptr || row_of("no", page) != nullptr; }

}  // namespace

bool is_same_subject(const Page& a, const Page& b) {
  if (a.index() != b.index()) return false;
  if (const auto* work = std::get_if<WorkPage>(&a)) {
    const auto& other = std::get<WorkPage>(b);
    const Instruction &x = work->instruction, &y = other.instruction;
    return x.verb == y.verb && x.task == y.task && x.location == y.location && x.name == y.name && x.code == y.code &&
           work->strip == other.strip;
  }
  if (const auto* keypad = std::get_if<KeypadPage>(&a)) {
    const auto& other = std::get<KeypadPage>(b);
    return keypad->title == other.title && keypad->subject == other.subject && keypad->unit == other.unit;
  }
  return std::get<RefusalPage>(a).title == std::get<RefusalPage>(b).title;
}

Page subject_of(const Page& page) {
  if (const auto* work = std::get_if<WorkPage>(&page)) {
    WorkPage subject;
    subject.instruction = work->instruction;
    subject.strip = work->strip;
    return subject;
  }
  if (const auto* keypad = std::get_if<KeypadPage>(&page)) {
    KeypadPage subject;
    subject.title = keypad->title;
    subject.subject = keypad->subject;
    subject.unit = keypad->unit;
    return subject;
  }
  RefusalPage subject;
  subject.title = std::get<RefusalPage>(page).title;
  return subject;
}

bool is_still_there(std::string_view id, const Page& aimed, const Page& now) {
  if (aimed == now || id == "back") return true;
  if (const Row* row = row_of(id, aimed)) {
    const Row* same = row_of(id, now);
    // The answer to another question is another answer.
    return same != nullptr && same->title == row->title && (!asks(aimed) || is_same_subject(aimed, now));
  }
  if (!is_same_subject(aimed, now)) return false;
  const Button* button = button_of(id, aimed);
  if (button == nullptr) return true;  // a key of the keypad
  const Button* same = button_of(id, now);
  // What is undone, or counted as done, is what the page showed to the last row.
  const bool whole = id == "undo" || id == "done" || id == "put";
  return !whole && same != nullptr && same->label == button->label;
}

std::string id_of_row(const Page& page, std::size_t number) {
  const auto* work = std::get_if<WorkPage>(&page);
  const auto* pad = std::get_if<KeypadPage>(&page);
  if (work == nullptr && pad == nullptr) return {};
  const std::vector<Row>& rows = work != nullptr ? work->rows : pad->rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].number == Row::no_number) continue;
    const std::size_t shown = rows[i].number > 0 ? static_cast<std::size_t>(rows[i].number) : i + 1;
    if (shown == number) return rows[i].id;
  }
  return {};
}

bool is_button(std::string_view id, const Page& page) { return button_of(id, page) != nullptr; }

}  // namespace dockhand
