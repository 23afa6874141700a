// One function of several, for std::visit: which of them is called follows from the type of the value.
#pragma once

namespace dockhand {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace dockhand
