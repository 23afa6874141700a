#include "terminal/app/stamp.h"

#include <fmt/format.h>

#include <future>

namespace dockhand {
namespace {

std::string writer_of(LedgerThread& ledger) {
  const auto writer = std::make_shared<std::promise<std::string>>();
  auto answer = writer->get_future();
  while (!ledger.run([writer](Ledger& books) { writer->set_value(books.writer().text()); })) {
    ledger.drain();  // the queue was full
  }
  return answer.get();
}

std::int64_t newest_event(Views& views) {
  const auto events = views.events(1);
  return events.ok() && !events->empty() ? events->front().seq : 0;
}

}  // namespace

Stamp::Stamp(LedgerThread& ledger, Views& views, const Clock& clock, OperatorName by)
    : clock_(clock), by_(std::move(by)), prefix_(fmt::format("{}-{}", writer_of(ledger), newest_event(views))) {}

Command Stamp::operator()(Action action) {
  auto id = CommandId::parse(fmt::format("{}-{}", prefix_, ++used_));
  return Command{std::move(id).value(), by_, clock_.now(), std::move(action)};
}

}  // namespace dockhand
