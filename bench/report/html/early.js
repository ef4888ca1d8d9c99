// Before the first row is laid out: with a script the details start folded, without one they are all shown.
document.documentElement.classList.add("scripted");
