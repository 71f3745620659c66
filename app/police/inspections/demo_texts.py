"""What do the inspections of the demo vault say? All invented."""

CONTENT = (
    "Kiểm tra đột xuất theo phản ánh về tiếng ồn sau 22 giờ.",
    "Kiểm tra đột xuất việc thông báo lưu trú.",
    "Kiểm tra đột xuất về an ninh, trật tự dịp lễ.",
    "Kiểm tra đột xuất theo tin báo của thôn.",
    "Kiểm tra đột xuất điều kiện kinh doanh và lao động.",
)
OLD_CONTENT = (
    "Kiểm tra việc chấp hành quy định về an ninh, trật tự",
    "Kiểm tra điều kiện kinh doanh, phòng cháy, chữa cháy",
    "Kiểm tra đột xuất việc thông báo lưu trú",
    "Kiểm tra việc thực hiện bản cam kết",
)
# Violation, handling, what the follow-up says; "{day}" is the day of the follow-up.
OLD_FOUND: tuple[tuple[str, str, str], ...] = (
    ("Sổ quản lý lưu trú ghi thiếu ngày", "Nhắc nhở, yêu cầu cam kết", "Đã khắc phục {day}"),
    ("Chưa ký hợp đồng lao động với 2 nhân viên", "Lập biên bản, yêu cầu khắc phục", "Đã khắc phục {day}"),
    ("Bình chữa cháy hết hạn kiểm định", "Nhắc nhở, yêu cầu khắc phục", "Đã khắc phục {day}"),
    ("Mở nhạc lớn sau 22 giờ", "Phạt 750.000 đồng", "Đã chấp hành {day}"),
    ("Chưa niêm yết giá dịch vụ", "Nhắc nhở", ""),
)
DESCRIPTIONS = (
    "Sổ quản lý lưu trú ghi không đủ cột theo quy định.",
    "Hai nhân viên chưa có hợp đồng lao động bằng văn bản.",
    "Chưa xuất trình được giấy khám sức khỏe của nhân viên.",
    "Biển hiệu và nội quy chưa đặt ở nơi dễ thấy.",
    "Bình chữa cháy để sai vị trí, khó lấy khi cần.",
)
CONCLUSION = "Cơ sở có tồn tại, đã được nhắc nhở và yêu cầu khắc phục."
CONCLUSION_FINE = "Chưa phát hiện vi phạm. Cơ sở hợp tác tốt với đoàn."
OPINION = "Cơ sở nhất trí với biên bản, cam kết khắc phục đúng hạn."
RECOMMENDATION = "Thôn và cảnh sát khu vực tiếp tục theo dõi, nhắc nhở."
HANDED_OVER = "Chuyển hồ sơ vi phạm về lao động để xử lý theo thẩm quyền."
DISMISSED = "Cơ sở đã xuất trình giấy tờ hợp lệ có từ trước ngày kiểm tra."
CANCELLED = "Đoàn phải trực phòng, chống bão."
BINNED = "Nhập trùng với biên bản đã có."
FOLLOW_UP_CONTENT = "Phúc tra việc khắc phục."
FOLLOW_UP_CONCLUSION = "Đoàn đã xem lại tại chỗ."
PARTLY = "Còn thiếu giấy tờ."
CORRECTION = "Thôn và cảnh sát khu vực tiếp tục theo dõi; báo cáo lại sau một tháng."
CORRECTED = "Ghi thiếu một câu trong biên bản."
MEMBERS = (
    ("Phan Thị Ngát", "Phòng Văn hóa - Xã hội"),
    ("Đoàn Văn Thuận", "Phòng Kinh tế"),
    ("Hà Thị Vui", "Trạm Y tế"),
)
